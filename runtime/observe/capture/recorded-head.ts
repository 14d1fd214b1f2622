import type { Facts } from "./entry.ts";
import { declaredLength, headerOf } from "./header-list.ts";

/** What is recorded of an answer before its body. */
export interface RecordedHead {
  readonly facts: Facts;
  /** The declared length in bytes; null if there is none. */
  readonly length: number | null;
  /** Whether the body is compressed: secrets in it could not be found, so it is not recorded. */
  readonly encoded: boolean;
  /** Whether the body is a stream of events. */
  readonly events: boolean;
}

export const NO_HEAD: RecordedHead = { facts: {}, length: null, encoded: false, events: false };

/** @param headers alternating names and values */
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
