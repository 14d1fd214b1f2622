import type { Facts } from "./entry.ts";
import { declaredLength, headerOf } from "./header-list.ts";

/** What is recorded of an answer before its body. */
export interface RecordedHead {
  readonly facts: Facts;
  /** Bytes, as the answer declares them; null where it does not. */
  readonly length: number | null;
  /** Whether the body is compressed: no secret could be found in it, so none of it is recorded. */
  readonly encoded: boolean;
  /** Whether the body is a stream of events. */
  readonly events: boolean;
}

export const NO_HEAD: RecordedHead = { facts: {}, length: null, encoded: false, events: false };

/** @param headers names and values in turn */
export function recordedHead(status: number, headers: readonly string[]): RecordedHead {
  const contentType = headerOf(headers, "content-type");
  const encoding = headerOf(headers, "content-encoding");
  const encoded = encoding !== null && encoding !== "identity";
  const omitted = encoded ? { omitted: `content-encoding: ${encoding}` } : {};
  return {
    facts: { status, headers: headers.slice(), contentType, ...omitted },
    length: declaredLength(headers),
    encoded,
    events: contentType?.toLowerCase().startsWith("text/event-stream") ?? false,
  };
}
