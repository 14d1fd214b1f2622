import { meaningOfCode } from "../routing/error-words.ts";

/** What an upstream's error body says of itself; bodies come in many shapes, and none of them is trusted. */
export interface UpstreamErrorInfo {
  readonly code: string | null;
  readonly message: string | null;
}

const NOTHING: UpstreamErrorInfo = { code: null, message: null };
/** In characters: messages are read by patterns, codes stand in logs. */
const MAX_MESSAGE = 4096;
const MAX_CODE = 100;

/**
 * `{"error":{"code","message"}}` as OpenAI has it, the same in a list as Gemini has it, `{"error":"text"}`,
 * `{"code","message"}` and `{"detail":"text"}` as others do.
 */
export function upstreamError(body: Buffer): UpstreamErrorInfo {
  const inner = innerError(body);
  if (typeof inner === "string") return { code: null, message: cut(inner) };
  return isRecord(inner) ? { code: codeOf(inner), message: messageOf(inner) } : NOTHING;
}

function innerError(body: Buffer): unknown {
  const value = parse(body);
  const outer = Array.isArray(value) ? value[0] : value;
  if (!isRecord(outer)) return Array.isArray(value) ? null : outer;
  if ("error" in outer) return outer.error;
  return typeof outer.detail === "string" ? outer.detail : outer;
}

/** The first word whose meaning is known; many say it in the type, Azure in the inner error's code. */
function codeOf(error: Record<string, unknown>): string | null {
  const known = words(error).find((word) => meaningOfCode(word) !== null);
  return known ?? (typeof error.code === "string" ? error.code.slice(0, MAX_CODE) : null);
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
