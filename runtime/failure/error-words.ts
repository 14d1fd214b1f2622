/** What an upstream's error means, if it is more than its status says. */
export type ErrorMeaning = "refusal" | "too_long" | "unknown_model" | "no_credit" | "no_login";

const WORDS: Readonly<Record<ErrorMeaning, readonly string[]>> = {
  refusal: [
    "content_policy_violation",
    "content_filter",
    "moderation_blocked",
    "ResponsibleAIPolicyViolation", // Azure, as the inner code
    "invalid_prompt", // OpenAI: "flagged as potentially violating our usage policy"
    "data_inspection_failed", // Alibaba
  ],
  too_long: [
    "context_length_exceeded",
    "exceed_context_size_error", // llama.cpp, as the type
  ],
  unknown_model: [
    "model_not_found",
    "model_not_available", // Together
    "model_decommissioned", // Groq
    "DeploymentNotFound", // Azure
    "invalid_model", // Mistral, as the type
    "unknown_model", // GitHub Models
  ],
  no_credit: [
    "insufficient_quota",
    "insufficient_user_quota",
    "insufficient_balance",
    "billing_hard_limit_reached",
    "billing_not_active",
    "usage_not_included", // ChatGPT, as the type: the plan has no Codex
  ],
  no_login: ["codex_login_required"], // our own
};

const CODES: ReadonlyMap<string, ErrorMeaning> = new Map(
  (Object.keys(WORDS) as ErrorMeaning[]).flatMap((meaning) => WORDS[meaning].map((word) => [word, meaning] as const)),
);

/** The meaning of a code; null if it is unknown. */
export function meaningOfCode(code: string): ErrorMeaning | null {
  return CODES.get(code) ?? null;
}

/** Only the start of a long text is read: it says what the error is about. */
export const READ = 4096;

/**
 * OpenAI (429) and Groq (413), for a request larger than the account's limit per minute: waiting does not help, but another
 * provider's account may accept it.
 */
export function exceedsAllowance(message: string | null): boolean {
  return message !== null && /\brequest too large for\b/i.test(message.slice(0, READ));
}
