import { isObject, type JsonObject, parseObject } from "../json/json-object.ts";
import { jsonText } from "../json/json-text.ts";
import { kindOf } from "../responses/stream/event-kind.ts";
import { eventsIn } from "../sse/event-reader.ts";
import type { Fold } from "./fold.ts";

/**
 * Combines the events of a response into the response: https://platform.openai.com/docs/api-reference/responses-streaming
 */
export function foldResponses(): Fold {
  const items = new Map<number, unknown>();
  let last: JsonObject | null = null;
  let broken = false;

  const take = (event: JsonObject, name: string | null): void => {
    const type = event.type ?? name;
    if (type === "response.output_item.done" && typeof event.output_index === "number") {
      items.set(event.output_index, event.item);
    } else if (isObject(event.response)) last = LAST.has(type) ? event.response : last;
  };

  return {
    add(bytes) {
      for (const { data, event } of eventsIn(bytes)) {
        const kind = kindOf(data, event);
        if (kind === "error" || kind === "malformed") broken = true;
        else if (kind !== "done" && data !== null) take(parseObject(data) ?? {}, event);
      }
    },
    result() {
      if (broken || last === null) return { kind: "broken" };
      return { kind: "whole", body: Buffer.from(jsonText({ ...last, output: outputOf(last, items) })) };
    },
  };
}

const LAST: ReadonlySet<unknown> = new Set(["response.completed", "response.incomplete", "response.cancelled"]);

/** A server that stores no responses may leave the list empty at the end: then the items of the single events are used. */
function outputOf({ output }: JsonObject, items: ReadonlyMap<number, unknown>): readonly unknown[] {
  const separate = [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
  return Array.isArray(output) && output.length >= separate.length ? output : separate;
}
