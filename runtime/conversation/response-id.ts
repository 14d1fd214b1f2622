import { isObject, type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { eventsIn } from "../protocols/sse/event-reader.ts";

/** Longer ones are not ids. */
export const LONGEST_ID = 256;
/** All answers of the API itself have the id within these bytes. */
const FIRST_BYTES = 1024;
/** Only at the very start: further in, a client's text could look the same. */
const IN_WHOLE = /^\s*\{\s*"id"\s*:\s*"([^"\\]{1,256})"/;
const IN_STREAM =
  /^(?:event: ?response\.created\r?\n)?data: ?\{\s*"type"\s*:\s*"response\.created"\s*,\s*(?:"sequence_number"\s*:\s*\d+\s*,\s*)?"response"\s*:\s*\{\s*"id"\s*:\s*"([^"\\]{1,256})"/;

/** The id at the start of an answer; null if only reading the whole answer could find it. */
export function idAtStart(bytes: Buffer, kind: "stream" | "whole"): string | null {
  const found = (kind === "stream" ? IN_STREAM : IN_WHOLE).exec(bytes.toString("latin1", 0, FIRST_BYTES));
  return found?.[1] === undefined ? null : ownText(found[1]);
}

/** The id in complete events of a stream. */
export function idInEvents(bytes: Buffer): string | null {
  for (const { data } of eventsIn(bytes)) {
    const event = data === null ? null : parseObject(data);
    const id = isObject(event?.response) ? idOf(event.response) : null;
    if (id !== null) return id;
  }
  return null;
}

export function idInWhole(bytes: Buffer): string | null {
  const answer = parseObject(bytes.toString("utf8"));
  return answer === null ? null : idOf(answer);
}

export function idOf({ id }: JsonObject): string | null {
  return typeof id === "string" && id !== "" && id.length <= LONGEST_ID ? id : null;
}

/** A substring would keep the whole text in memory. */
function ownText(text: string): string {
  return Buffer.from(text, "latin1").toString("latin1");
}
