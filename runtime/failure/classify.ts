import { type ErrorMeaning, exceedsAllowance, meaningOfCode } from "./error-words.ts";
import type { Outcome, Refusal } from "./outcome.ts";

/** The meaning of a failed attempt, as far as the next one is concerned. */
export type Verdict =
  /** Worth another try on the same target, then on the next. */
  | "retry"
  /** Like "retry", but over a new connection. */
  | "reconnect"
  /** Too many requests: like "retry", but after the wait that the upstream asks for, if it does. */
  | "limited"
  /** This target cannot answer; another may. */
  | "advance"
  /** Like "advance", and the key is useless for further requests too. */
  | "dead_key"
  /** Like "advance": the upstream does not have the model. */
  | "unknown_model"
  /** The request is too long for the model; another model may have a larger window. */
  | "too_long"
  /** The request itself is at fault: the client gets the answer as it came. */
  | "final";

const RETRY: ReadonlySet<number> = new Set([408, 409, 425, 500, 502, 503, 504, 529]);
/** 500: Ollama's status for a prompt that is too long. */
const TOO_LONG: ReadonlySet<number> = new Set([400, 413, 422, 500]);
/**
 * 403: OpenAI, if the project may not use the model although its key is valid for others. 400: OpenRouter, Mistral,
 * DeepSeek.
 */
const UNKNOWN_MODEL: ReadonlySet<number> = new Set([400, 403, 404]);
/** 429: OpenAI. 400: OpenAI's hard limit, Anthropic's credit. Waiting brings no credit, so it counts like a 402. */
const NO_CREDIT: ReadonlySet<number> = new Set([400, 429]);
const DEAD_KEY: ReadonlySet<number> = new Set([401, 402, 403]);

export function classify(outcome: Outcome): Verdict {
  if (outcome.kind === "connection") return "reconnect";
  if (outcome.kind !== "status") return "advance";
  const { status, message, foreign } = outcome;
  const meaning = meaningIn(outcome);
  if (meaning === "refusal") return "final";
  if (meaning === "too_long" && TOO_LONG.has(status)) return "too_long";
  if (meaning === "unknown_model" && UNKNOWN_MODEL.has(status)) return "unknown_model";
  if (meaning === "no_credit" && NO_CREDIT.has(status)) return "dead_key";
  // A new login is used as soon as it is written, and checking for one costs nothing.
  if (meaning === "no_login") return "advance";
  // Firewalls refuse requests for what they look like, whatever their key is.
  if (foreign) return "advance";
  if (DEAD_KEY.has(status)) return "dead_key";
  if ((status === 429 || status === 413) && exceedsAllowance(message)) return "advance";
  if (status === 429) return "limited";
  // A field that this server does not know, or a value: another may know it.
  if (status === 422) return "advance";
  if (RETRY.has(status)) return "retry";
  return status >= 500 ? "advance" : "final";
}

/** What an error means beyond its status. */
export function meaningIn({ code, textMeans }: Refusal): ErrorMeaning | undefined {
  return (code === null ? null : meaningOfCode(code)) ?? textMeans;
}
