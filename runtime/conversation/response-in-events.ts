import { isObject, type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { eventsIn } from "../protocols/sse/event-reader.ts";

const ITEM_DONE = "response.output_item.done";
const ENDS: ReadonlySet<unknown> = new Set(["response.completed", "response.incomplete"]);

/**
 * Finds the response in a stream's events. Usually the last event contains it; an upstream that stores none may leave out of
 * it what earlier events had.
 */
export class ResponseInEvents {
  readonly #items = new Map<number, unknown>();

  /** Takes complete events; returns the response if its end is among them. */
  add(whole: Buffer): JsonObject | null {
    if (!mayMatter(whole)) return null;
    for (const { data, event } of eventsIn(whole)) {
      if (data === null || !(data.includes(ITEM_DONE) || event !== null || data.includes('"response"'))) continue;
      const found = this.#take(data, event);
      if (found !== null) return found;
    }
    return null;
  }

  #take(data: string, name: string | null): JsonObject | null {
    if (name !== null && name !== ITEM_DONE && !ENDS.has(name)) return null;
    const value = parseObject(data);
    if (value === null) return null;
    const type = value.type ?? name;
    const { output_index: at, item, response } = value;
    if (type === ITEM_DONE && typeof at === "number") this.#items.set(at, item);
    return ENDS.has(type) && isObject(response) ? { ...response, output: this.#outputOf(response) } : null;
  }

  #outputOf({ output }: JsonObject): readonly unknown[] {
    const separate = [...this.#items].sort(([a], [b]) => a - b).map(([, item]) => item);
    return Array.isArray(output) && output.length >= separate.length ? output : separate;
  }
}

/** Most events hold a word or two and need not be read. */
function mayMatter(whole: Buffer): boolean {
  return whole.includes(ITEM_DONE) || whole.includes("response.completed") || whole.includes("response.incomplete");
}
