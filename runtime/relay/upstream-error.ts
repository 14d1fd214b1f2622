/** What an upstream's error body says of itself; bodies come in many shapes, and none of them is trusted. */
export interface UpstreamErrorInfo {
  readonly code: string | null;
  readonly message: string | null;
}

const NOTHING: UpstreamErrorInfo = { code: null, message: null };

/** `{"error":{"code","message"}}` as OpenAI has it, `{"error":"text"}` and `{"code","message"}` as others do. */
export function upstreamError(body: Buffer): UpstreamErrorInfo {
  const value = parse(body);
  const inner = isRecord(value) && "error" in value ? value.error : value;
  if (typeof inner === "string") return { code: null, message: inner };
  if (!isRecord(inner)) return NOTHING;
  const { code, message } = inner;
  return { code: typeof code === "string" ? code : null, message: typeof message === "string" ? message : null };
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
