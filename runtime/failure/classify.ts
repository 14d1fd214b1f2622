import { exceedsAllowance, meaningOf } from "./error-words.ts";
import type { Outcome } from "./outcome.ts";

/** What came of an attempt, as far as the next one is concerned. */
export type Verdict =
  /** Worth another try on the same target, then on the next. */
  | "retry"
  /** As "retry", over a new connection. */
  | "reconnect"
  /** Too many requests: as "retry", but where the upstream says how long, that long. */
  | "limited"
  /** This target will not do; another may. */
  | "advance"
  /** As "advance", and this key will not do for the next request either. */
  | "dead_key"
  /** As "advance": the upstream does not have the model. */
  | "unknown_model"
  /** The request does not fit into the model: another model may be larger. */
  | "too_long"
  /** The answer is the client's own doing: it goes back as it came. */
  | "final";

const RETRY: ReadonlySet<number> = new Set([408, 409, 425, 500, 502, 503, 504, 529]);
/** 500: Ollama says so of a prompt that does not fit. */
const TOO_LONG: ReadonlySet<number> = new Set([400, 413, 422, 500]);
/** 403: OpenAI, where the project may not use the model while its key is good for others. 400: OpenRouter, Mistral, DeepSeek. */
const UNKNOWN_MODEL: ReadonlySet<number> = new Set([400, 403, 404]);
/** 429: OpenAI. 400: OpenAI's hard limit, Anthropic's credit. Waiting brings no money, so it counts as a 402 does. */
const NO_CREDIT: ReadonlySet<number> = new Set([400, 429]);
const DEAD_KEY: ReadonlySet<number> = new Set([401, 402, 403]);

export function classify(outcome: Outcome): Verdict {
  if (outcome.kind === "connection") return "reconnect";
  if (outcome.kind !== "status") return "advance";
  const { status, code, message } = outcome;
  const meaning = meaningOf(code, message);
  if (meaning === "refusal") return "final";
  if (meaning === "too_long" && TOO_LONG.has(status)) return "too_long";
  if (meaning === "unknown_model" && UNKNOWN_MODEL.has(status)) return "unknown_model";
  if (meaning === "no_credit" && NO_CREDIT.has(status)) return "dead_key";
  // A new login is used as soon as it is there, and asking for it costs nothing.
  if (meaning === "no_login") return "advance";
  if (DEAD_KEY.has(status)) return "dead_key";
  if ((status === 429 || status === 413) && exceedsAllowance(message)) return "advance";
  if (status === 429) return "limited";
  if (RETRY.has(status)) return "retry";
  return status >= 500 ? "advance" : "final";
}
