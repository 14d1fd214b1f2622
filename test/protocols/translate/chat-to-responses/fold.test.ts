import fc from "fast-check";
import { expect, test } from "vitest";
import { foldChat } from "../../../../runtime/protocols/fold/fold-chat.ts";
import { isObject } from "../../../../runtime/protocols/json/json-object.ts";
import { streamedResponses } from "../support/arbitrary-response.ts";
import { backOf, streamOf } from "../support/translate-chat.ts";

const USAGE = { stream_options: { include_usage: true } };
const LEGACY = { ...USAGE, functions: [{ name: "look_up" }] };

function folded(stream: string): unknown {
  const fold = foldChat();
  fold.add(Buffer.from(stream));
  const result = fold.result();
  return result.kind === "whole" ? JSON.parse(result.body.toString()) : result;
}

test.each([
  ["tools", USAGE],
  ["functions", LEGACY],
])("a folded stream is the whole answer translated, for a client of %s", (_, fields) => {
  fc.assert(
    fc.property(streamedResponses, ({ response, events }) => {
      const whole = backOf(fields).whole({ ...response });
      expect(folded(streamOf(events, fields))).toEqual(JSON.parse(JSON.stringify(whole)));
    }),
    { numRuns: 500 },
  );
});

test("also if items come without pieces, or only at the end", () => {
  const kept = fc.constantFrom(
    /^response\.(created|output_item|completed|incomplete)/,
    /^response\.(completed|incomplete)/,
  );
  fc.assert(
    fc.property(streamedResponses, kept, ({ response, events }, pattern) => {
      const sparse = events.filter(({ type }) => pattern.test(type));
      const whole = backOf(USAGE).whole({ ...response });
      expect(folded(streamOf(sparse, USAGE))).toEqual(JSON.parse(JSON.stringify(whole)));
    }),
    { numRuns: 500 },
  );
});

test("also if nothing is repeated at the end, or each event about an item has another id", () => {
  fc.assert(
    fc.property(streamedResponses, fc.boolean(), ({ response, events }, bare) => {
      const whole = backOf(USAGE).whole({ ...response });
      const odd = events.map((event, n) => {
        if ("item_id" in event) return { ...event, item_id: `other_${n}` };
        if (event.type === "response.output_item.added") return { ...event, item: { ...event.item, id: `other_${n}` } };
        return bare && "response" in event ? { ...event, response: { ...event.response, output: [] } } : event;
      });
      expect(folded(streamOf(odd, USAGE))).toEqual(JSON.parse(JSON.stringify(whole)));
    }),
    { numRuns: 500 },
  );
});

test("any JSON is accepted", () => {
  const types = fc.constantFrom(
    ...["created", "output_text.delta", "output_text.done", "output_item.added", "output_item.done", "completed"],
    ...["function_call_arguments.delta", "reasoning_summary_text.delta", "output_text.annotation.added", "failed"],
  );
  const json = fc.jsonValue({ maxDepth: 5 });
  const members = fc.constantFrom("item", "response", "delta", "output_index", "annotation", "logprobs", "item_id");
  const event = fc
    .tuple(types, fc.dictionary(members, json))
    .map(([type, rest]) => ({ type: `response.${type}`, ...rest }));
  fc.assert(
    fc.property(fc.array(fc.oneof(event, json), { maxLength: 8 }), json, (events, answer) => {
      const back = backOf();
      for (const each of events) expect(typeof back.event(isObject(each) ? each : { each }, null)).toBe("string");
      if (isObject(answer)) back.whole(answer);
      back.whole({ output: answer, usage: answer, error: null });
      back.whole({ output: [answer], status: "completed" });
      expect(back.end()).toBe("");
    }),
    { numRuns: 500 },
  );
});
