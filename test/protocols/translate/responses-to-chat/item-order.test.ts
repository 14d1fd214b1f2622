import type { ResponseStreamEvent } from "openai/resources/responses/responses";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import { backOf, chatBackend, eventsOf, streamed } from "../support/translate-responses.ts";

function chunk(delta: object, finish_reason: string | null = null): object {
  return { id: "c", created: 1_690_000_000, model: "qwen3-8b", choices: [{ index: 0, delta, finish_reason }] };
}

const role = chunk({ role: "assistant", content: "" });

describe("one item ends before the next begins", () => {
  const part = (index: number, args: string, more: object = {}) =>
    chunk({ tool_calls: [{ index, ...more, function: { ...more, arguments: args } }] });
  const head = (index: number, args = "") => part(index, args, { id: `call_${index}`, name: `tool_${index}` });
  const custom = (index: number, input: string, more: object = {}) =>
    chunk({ tool_calls: [{ index, ...more, type: "custom", custom: { ...more, input } }] });
  const END = chunk({}, "tool_calls");

  /** `+` where an item begins, its deltas, and `-` where it ends. */
  function outline(events: readonly ResponseStreamEvent[]): readonly string[] {
    return events.flatMap((event) => {
      if (event.type === "response.output_item.added") return [`+${event.output_index}`];
      if (event.type === "response.output_item.done") return [`-${event.output_index}`];
      return "delta" in event && typeof event.delta === "string" ? [event.delta] : [];
    });
  }

  test("a call that is complete ends when another begins, without a wait", () => {
    const back = backOf({ stream: true });
    const texts = [head(0), part(0, '{"a":'), part(0, "1}"), head(1), part(1, "{")].map((each) =>
      back.event(each as JsonObject, null),
    );
    expect(outline(eventsOf(texts.join("")))).toEqual(["+0", '{"a":', "1}", "-0", "+1", "{"]);
  });

  test.each([
    [
      "two calls",
      [head(0), head(1), part(0, "{"), part(1, "{"), part(0, "}"), part(1, "}")],
      ["+0", "{", "}", "-0", "+1", "{", "}", "-1"],
    ],
    [
      "three, the last complete first",
      [head(0, "{"), head(1, "{"), head(2, "{}"), part(1, "}"), part(0, "}")],
      ["+0", "{", "}", "-0", "+1", "{}", "-1", "+2", "{}", "-2"],
    ],
    ["one that never ends", [head(0, "{"), head(1, "{}")], ["+0", "{", "-0", "+1", "{}", "-1"]],
    ["one without arguments", [head(0), head(1, "{}")], ["+0", "{}", "-0", "+1", "{}", "-1"]],
    [
      "text in between",
      [head(0, "{"), chunk({ content: "So" }), part(0, "}"), chunk({ content: "." })],
      ["+0", "{", "}", "-0", "+1", "So", ".", "-1"],
    ],
    [
      "reasoning in between",
      [head(0, "{"), chunk({ reasoning_content: "Hm" }), chunk({ content: "So." }), part(0, "}")],
      ["+0", "{", "}", "-0", "+1", "Hm", "-1", "+2", "So.", "-2"],
    ],
    [
      "a refusal in between",
      [head(0, "{"), chunk({ refusal: "No." }), part(0, "}")],
      ["+0", "{", "}", "-0", "+1", "No.", "-1"],
    ],
    ["text behind a complete call", [head(0, "{}"), chunk({ content: "So." })], ["+0", "{}", "-0", "+1", "So.", "-1"]],
    [
      "white space behind a call that has ended",
      [head(0, "{}"), head(1), part(0, "\n"), part(1, "{}")],
      ["+0", "{}", "-0", "+1", "{}", "-1"],
    ],
  ])("servers that interleave: %s", (_, chunks, expected) => {
    expect(outline(streamed([role, ...chunks, END]))).toEqual(expected);
  });

  test("a custom tool's input may go on after any character", () => {
    const tools = [{ type: "custom", name: "a" }];
    const named = (index: number) => ({ id: `call_${index}`, name: "a" });
    const chunks = [custom(0, "x", named(0)), custom(1, "y", named(1)), custom(0, "z"), END];
    expect(outline(streamed(chunks, { tools }, chatBackend("openai")))).toEqual([
      "+0",
      "x",
      "z",
      "-0",
      "+1",
      "y",
      "-1",
    ]);
  });

  test("the input of a custom tool in a function ends with the function's argument", () => {
    const tools = ["tool_0", "tool_1"].map((name) => ({ type: "custom", name }));
    const back = backOf({ stream: true, tools });
    const texts = [head(0, '{"input":"x"}'), head(1, '{"input":"y')].map((each) =>
      back.event(each as JsonObject, null),
    );
    expect(outline(eventsOf(texts.join("")))).toEqual(["+0", "x", "-0", "+1", "y"]);
  });

  test("the answer in one piece has the same items", () => {
    const head = chunk({ tool_calls: [{ index: 0, id: "a", function: { name: "now", arguments: "{" } }] });
    const rest = chunk({ tool_calls: [{ index: 0, function: { arguments: "}" } }] });
    const events = streamed([head, chunk({ content: "So." }), rest, chunk({}, "stop")]);
    expect(events.at(-1)).toMatchObject({
      response: {
        output: [
          { type: "function_call", arguments: "{}" },
          { type: "message", content: [{ text: "So." }] },
        ],
      },
    });
  });
});
