import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn, objectIn } from "../../json/read.ts";
import type { AskedAnswer } from "./asked-answer.ts";
import { eventOf } from "./event-text.ts";

const NOTHING = Buffer.alloc(0);

/**
 * Keeps a stream's usage for its end, where the API has it: in a last chunk without choices. Helpers add up totals that come
 * more than once, or drop the choices next to them.
 */
export class LastUsage {
  /** Whether there was any. */
  came = false;
  #kept: Buffer | JsonObject = NOTHING;
  /** Where no helper looks: some servers have it in the last choice, or in members of their own. */
  #elsewhere: JsonObject | null = null;
  /** Members of the first chunk: a helper ignores a chunk without an id. */
  #head: JsonObject | null = null;

  /** The chunk without its usage; null if it has nothing else. `raw`: its event, if a client can read it as it is. */
  take(chunk: JsonObject, raw: Buffer | null): JsonObject | null {
    const choices = listIn(chunk.choices);
    if (choices.length > 0 && this.#head === null) {
      const { id, object, created, model } = chunk;
      this.#head = { id, object, created, model };
    }
    if (!isObject(chunk.usage)) {
      this.#elsewhere = usageElsewhere(chunk, choices) ?? this.#elsewhere;
      return chunk;
    }
    this.came = true;
    if (choices.length > 0) {
      this.#kept = chunk;
      return { ...chunk, usage: null };
    }
    this.#kept = Array.isArray(chunk.choices) && raw !== null ? raw : chunk;
    return null;
  }

  /** The event to send before the end; empty if there is none. */
  event({ usage: asked }: AskedAnswer): Buffer {
    const kept: Buffer | JsonObject =
      this.came || this.#elsewhere === null || !asked ? this.#kept : { usage: this.#elsewhere };
    if (Buffer.isBuffer(kept)) return kept;
    const { choices: _, ...rest } = kept;
    return eventOf({ ...this.#head, choices: [], ...rest });
  }
}

function usageElsewhere({ x_groq }: JsonObject, choices: readonly unknown[]): JsonObject | null {
  const usage = choices.map((choice) => objectIn(choice).usage).find(isObject) ?? objectIn(x_groq).usage;
  return isObject(usage) ? usage : null;
}
