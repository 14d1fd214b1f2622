import { meaningOfCode } from "./error-words.ts";
import type { Resets } from "./retry-hint.ts";

/** What an upstream's error body says of itself; bodies come in many shapes, and none of them is trusted. */
export interface UpstreamErrorInfo {
  readonly code: string | null;
  readonly message: string | null;
  /** When a limit ends; left out where the error has no fields that say so. */
  readonly resets?: Resets;
}

const NOTHING: UpstreamErrorInfo = { code: null, message: null };
/** ChatGPT's subscriptions say it in the type and have no code. */
const USAGE_LIMIT = "usage_limit_reached";
/** In characters: messages are read by patterns, codes stand in logs. */
const MAX_MESSAGE = 4096;
const MAX_CODE = 100;

/**
 * `{"error":{"code","message"}}` as OpenAI has it, the same in a list as Gemini has it, `{"error":"text"}`,
 * `{"code","message"}` and `{"detail":"text"}` as others do; `{"response":{"error":…}}` in an event.
 */
export function upstreamError(body: Buffer): UpstreamErrorInfo {
  const inner = innerError(body);
  if (typeof inner === "string") return { ...NOTHING, message: cut(inner) };
  return isRecord(inner) ? { code: codeOf(inner), message: messageOf(inner), ...resetsOf(inner) } : NOTHING;
}

function innerError(body: Buffer): unknown {
  const value = parse(body);
  const outer = Array.isArray(value) ? value[0] : value;
  if (!isRecord(outer)) return Array.isArray(value) ? null : outer;
  if (isRecord(outer.response) && isRecord(outer.response.error)) return outer.response.error;
  if ("error" in outer) return outer.error;
  return typeof outer.detail === "string" ? outer.detail : outer;
}

/** The first word whose meaning is known; many say it in the type, Azure in the inner error's code. */
function codeOf(error: Record<string, unknown>): string | null {
  const known = words(error).find((word) => meaningOfCode(word) !== null);
  const said = typeof error.code === "string" ? error.code : error.type === USAGE_LIMIT ? USAGE_LIMIT : null;
  return known ?? said?.slice(0, MAX_CODE) ?? null;
}

/** `{"type":"usage_limit_reached","plan_type":"plus","resets_at":1700000000,"resets_in_seconds":3600}`. */
function resetsOf({
  resets_at: at,
  resets_in_seconds: seconds,
}: Record<string, unknown>): { readonly resets: Resets } | null {
  const resets = { at: typeof at === "number" ? at : null, in: typeof seconds === "number" ? seconds : null };
  return resets.at === null && resets.in === null ? null : { resets };
}

function words({ code, innererror, type, status }: Record<string, unknown>): readonly string[] {
  const inner = isRecord(innererror) ? innererror.code : null;
  return [code, inner, type, status].filter((word) => typeof word === "string");
}

/** OpenRouter says "Provider returned error" and keeps what the provider said in `metadata.raw`. */
function messageOf({ message, metadata }: Record<string, unknown>): string | null {
  if (typeof message !== "string") return null;
  const raw = isRecord(metadata) && typeof metadata.raw === "string" ? `: ${metadata.raw}` : "";
  return cut(message + raw);
}

function cut(text: string): string {
  return text.slice(0, MAX_MESSAGE);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
