import { isObject, type JsonObject, parseObject } from "../json/json-object.ts";
import type { Usage } from "../model/usage.ts";
import { endOfObject } from "../sse/end-of-object.ts";
import { NONE_WRITTEN, UsageKeys, type UsageNames } from "./usage-keys.ts";

const NAME = Buffer.from('"usage"');
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;

/**
 * Reads the usage in a complete answer, or in the end of a stream, which may start in the middle of an event. Text of the model is
 * never mistaken for usage, because its quotes are escaped. Nothing else is parsed, since this is done for every request.
 */
export function usageReader(names: UsageNames): (bytes: Buffer) => Usage | null {
  const keys = new UsageKeys(names);
  return (bytes) => {
    const last = bytes.lastIndexOf(NAME);
    for (let at = last; at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(NAME, at - 1)) {
      const usage = usageBehind(bytes, at + NAME.length, names, keys);
      if (usage !== null) return usage;
    }
    // An indented answer is not read by its bytes.
    const whole = last >= 0 && bytes[0] === OPEN_BRACE ? parseObject(bytes.toString("utf8")) : null;
    return isObject(whole?.usage) ? usageOf(whole.usage, names) : null;
  };
}

function usageBehind(bytes: Buffer, from: number, names: UsageNames, keys: UsageKeys): Usage | null {
  let start = pastSpace(bytes, from);
  if (bytes[start] !== COLON) return null;
  start = pastSpace(bytes, start + 1);
  if (bytes[start] !== OPEN_BRACE) return null;
  keys.begin();
  const end = endOfObject(bytes, start, keys);
  if (end === 0) return null;
  if (!keys.odd) return keys.usage();
  const object = parseObject(bytes.toString("latin1", start, end));
  return object === null ? null : usageOf(object, names);
}

/** null if it is something else. */
function usageOf(object: JsonObject, names: UsageNames): Usage | null {
  const input = object[names.input];
  if (typeof input !== "number") return null;
  return {
    input,
    output: numberAt(object, names.output),
    total: typeof object.total_tokens === "number" ? object.total_tokens : null,
    cached: numberAt(object[names.inputDetails], "cached_tokens"),
    cacheWritten: NONE_WRITTEN,
    reasoning: numberAt(object[names.outputDetails], "reasoning_tokens"),
    extras: null,
  };
}

function numberAt(object: unknown, name: string): number {
  const value = isObject(object) ? object[name] : null;
  return typeof value === "number" ? value : 0;
}

function pastSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
