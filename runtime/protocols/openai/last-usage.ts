import { isObject, type JsonObject, parseObject } from "../json/json-object.ts";
import type { Usage } from "../model/usage.ts";
import { endOfObject } from "../sse/end-of-object.ts";

const NAME = Buffer.from('"usage"');
const VALUE = /^\s*:\s*(?=\{)/;
const OPEN_BRACE = 0x7b;

/**
 * The usage in a complete answer, or in the end of a stream, which may start in the middle of an event. `read` reads an
 * object named `usage`; null if it is something else. Text of the model is never mistaken for usage, because its quotes are
 * escaped.
 */
export function lastUsage(bytes: Buffer, read: (usage: JsonObject) => Usage | null): Usage | null {
  const whole = bytes[0] === OPEN_BRACE ? parseObject(bytes.toString("utf8")) : null;
  if (whole !== null) return isObject(whole.usage) ? read(whole.usage) : null;
  for (let at = bytes.lastIndexOf(NAME); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(NAME, at - 1)) {
    const object = objectBehind(bytes, at + NAME.length);
    const usage = object === null ? null : read(object);
    if (usage !== null) return usage;
  }
  return null;
}

function objectBehind(bytes: Buffer, from: number): JsonObject | null {
  const [lead] = VALUE.exec(bytes.toString("latin1", from, from + 16)) ?? [];
  if (lead === undefined) return null;
  const start = from + lead.length;
  const end = endOfObject(bytes, start);
  return end === 0 ? null : parseObject(bytes.toString("utf8", start, end));
}
