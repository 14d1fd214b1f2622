import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import { chunk, citation, cited, decoding, ofEvents, tier, token } from "../../support/decoded-chat.ts";

describe("a stream", () => {
  test("with everything, piece by piece", () => {
    const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
    const call = (more: JsonObject) => chunk({ tool_calls: [{ index: 0, ...more }] });
    const events = [
      { ...chunk({ role: "assistant", content: "", refusal: null }), service_tier: "flex" },
      chunk({ reasoning_content: "Hm." }),
      chunk({ content: "Hi" }, { logprobs: { content: [token] } }),
      chunk({ annotations: [citation] }),
      chunk({ refusal: "No." }),
      call({ id: "a", function: { name: "now", arguments: "" } }),
      call({ function: { arguments: "{" } }),
      call({ function: { arguments: "}" } }),
      chunk({}, { finish_reason: "tool_calls" }),
      { choices: [], usage },
    ];
    expect(ofEvents(events, false)).toEqual([
      ["start", { model: "m", created: 7, extras: tier }],
      ["reasoning", "Hm."],
      ["text", "Hi", [token]],
      ["citations", [cited]],
      ["refusal", "No."],
      ["call", 0, { id: "a", tool: "function", name: "now", namespace: null }],
      ["input", 0, "{"],
      ["input", 0, "}"],
      ["inputEnd", 0],
      ["finish", "calls", expect.objectContaining({ input: 5, output: 2, total: 7 }), tier],
    ]);
  });

  test.each([
    ["length", "length"],
    ["max_tokens", "length"],
    ["model_length", "length"],
    ["content_filter", "filter"],
    ["tool_calls", "calls"],
    ["function_call", "calls"],
    ["stop", "stop"],
    ["eos", "stop"],
    ["STOP", "stop"],
    ["MAX_TOKENS", "length"],
    ["safety", "filter"],
    ["a reason that nobody knows", "length"],
  ])("that ended with %s", (reason, finish) => {
    expect(ofEvents([chunk({}, { finish_reason: reason })], false).at(-1)).toEqual(["finish", finish, null, null]);
  });

  test.each(["insufficient_system_resource", "abort", "repetition", "MALFORMED_FUNCTION_CALL"])(
    "that ended with %s is not complete: its server gave up",
    (reason) => {
      const passed = ofEvents([chunk({ content: "a" }), chunk({}, { finish_reason: reason })], true);
      expect(passed.map(([name]) => name)).toEqual(["start", "text", "fail"]);
      expect(passed.at(-1)?.[1]).toMatchObject({ message: `The upstream ended its answer early: ${reason}.` });
    },
  );

  test("the last finish reason counts, and a blank one is none", () => {
    const reasons = [null, "length", ""];
    const passed = ofEvents(reasons.map((finish_reason) => chunk({}, { finish_reason })));
    expect(passed.at(-1)?.[1]).toBe("length");
  });

  test("without a finish reason is only complete if the upstream says so", () => {
    expect(ofEvents([chunk({ content: "a" })], false).map(([name]) => name)).toEqual(["start", "text"]);
    expect(ofEvents([chunk({ content: "a" })], true).map(([name]) => name)).toEqual(["start", "text", "finish"]);
    expect(ofEvents([{ choices: [] }], true)).toEqual([]);
  });

  test("ends once, and nothing counts behind its end", () => {
    const { decoder, passed } = decoding();
    decoder.event(chunk({ content: "a" }, { finish_reason: "stop" }), null);
    decoder.end("marker");
    decoder.end("marker");
    decoder.event(chunk({ content: "b" }), null);
    decoder.event({ error: { message: "no" } }, null);
    expect(passed.map(([name]) => name)).toEqual(["start", "text", "finish"]);
  });

  test("other choices are left out, and a choice without an index is the first", () => {
    const both = { choices: [{ index: 1, delta: { content: "b" } }, 7, { delta: { content: "a" } }] };
    const other = { choices: [{ index: 1, delta: { content: "b" }, finish_reason: "length" }] };
    expect(ofEvents([other, both, other])).toEqual([
      ["start", { model: null, created: null, extras: null }],
      ["text", "a", []],
      ["finish", "stop", null, null],
    ]);
  });

  test("usage beside choices, or in the choice, is that of the answer; the last one counts", () => {
    const counts = (count: number) => ({ prompt_tokens: count, completion_tokens: 1 });
    const events = [
      { ...chunk({ content: "a" }), usage: counts(1) },
      chunk({ content: "b" }, { usage: counts(2) }),
      chunk({ content: "c" }, { finish_reason: "stop" }),
      { x_groq: { usage: counts(3) } },
      { x_groq: { id: "req_1" } },
      { choices: [], usage: null },
    ];
    for (const [length, input] of [
      [1, 1],
      [2, 2],
      [6, 3],
    ] as const)
      expect(ofEvents(events.slice(0, length)).at(-1)?.[2]).toMatchObject({ input });
  });

  test("a delta may be called a message", () => {
    expect(ofEvents([{ choices: [{ message: { content: "a" } }] }]).slice(1, -1)).toEqual([["text", "a", []]]);
  });
});

describe("an error in a stream", () => {
  const failure = (events: readonly JsonObject[]) => ofEvents(events).at(-1);

  test.each([
    [
      "as an object, with a status beside it",
      { error: { message: "busy", code: "overloaded", type: "t" }, status: 503, x: 1 },
      { code: "overloaded", message: "busy", members: { message: "busy", code: "overloaded", type: "t", status: 503 } },
    ],
    ["as a text", { error: "busy", code: 7 }, { code: null, message: "busy", members: { message: "busy", code: 7 } }],
    [
      "as the event itself",
      { object: "error", message: "busy", status_code: 503 },
      { code: null, message: "busy", members: { object: "error", message: "busy", status_code: 503 } },
    ],
    [
      "without a text",
      { error: { message: { deep: 1 }, code: 7 } },
      { code: null, message: null, members: { message: { deep: 1 }, code: 7 } },
    ],
    [
      "in a choice",
      chunk({}, { error: { message: "busy", code: "c" } }),
      { code: "c", message: "busy", members: { message: "busy", code: "c" } },
    ],
    [
      "as a finish reason",
      chunk({}, { finish_reason: "error" }),
      {
        code: null,
        message: "The upstream's answer ended with an error.",
        members: { message: "The upstream's answer ended with an error.", type: "server_error" },
      },
    ],
  ])("%s", (_, event, { members, ...error }) => {
    expect(failure([event])).toEqual(["fail", { ...error, extras: { family: "openai", members } }, null, null]);
  });

  test("by the event's name", () => {
    const { decoder, passed } = decoding();
    decoder.event({ message: "busy" }, "error");
    expect(passed).toEqual([
      ["fail", { code: null, message: "busy", extras: { family: "openai", members: { message: "busy" } } }, null, null],
    ]);
  });

  test("knows the usage and the tier so far, and nothing follows it", () => {
    const before = { ...chunk({ content: "a" }), usage: { prompt_tokens: 5 }, service_tier: "flex" };
    const passed = ofEvents([before, { error: { message: "no" } }, chunk({ content: "b" }), { error: "again" }]);
    expect(passed.map(([name]) => name)).toEqual(["start", "text", "fail"]);
    expect(passed.at(-1)?.slice(2)).toEqual([expect.objectContaining({ input: 5 }), tier]);
  });
});
