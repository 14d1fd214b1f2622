import { describe, expect, test } from "vitest";
import { eventsOf, outputOf } from "../../support/encoded-response.ts";
import type { Passed } from "../../support/recording-sink.ts";

const now = { id: "a", tool: "function", name: "now", namespace: null };
const END: Passed = ["finish", "stop", null, null];
const token = { token: "Hi", logprob: -1 };
const cited = { type: "url_citation", url: "u" };
const text = (given: string, more: object = {}) => ({
  type: "output_text",
  text: given,
  annotations: [],
  logprobs: [],
  ...more,
});
test("the last event has the same items as a whole answer", () => {
  const passed: readonly Passed[] = [
    ["reasoning", "a"],
    ["text", "b", [token]],
    ["citations", [cited]],
    ["textEscaped", '\\"ü\\n'],
    ["reasoning", "c"],
    ["reasoningEnd", null, null],
    ["reasoning", "d"],
    ["refusal", "No."],
    ["text", "e", []],
    ["call", 0, now],
    ["input", 0, "{}"],
    ["inputEnd", 0],
    ["call", 1, { ...now, id: "b" }],
  ];
  const events = eventsOf([...passed, END]);
  expect(events.at(-1)).toMatchObject({ response: { output: outputOf(passed) } });
  const done = events.filter(({ type }) => type === "response.output_item.done");
  expect(done.map(({ item }) => item)).toEqual(outputOf(passed));
  expect(done.map(({ output_index }) => output_index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

describe("a failure", () => {
  const fail = (members: object, more: object = {}): Passed => [
    "fail",
    { code: null, message: null, ...more, extras: { family: "openai", members } },
    null,
    null,
  ];

  test("before any output is an error event", () => {
    const error = { code: 503, message: "No.", param: "p", x: 1 };
    expect(eventsOf([fail(error)]).find(({ type }) => type === "error")).toEqual({
      type: "error",
      error,
      code: "503",
      message: "No.",
      param: "p",
    });
    expect(eventsOf([fail({ type: "busy", code: "", message: 7 })])[0]).toMatchObject({
      code: "busy",
      message: "",
      param: null,
    });
  });

  test("behind some output is a failed response with what there is", () => {
    const passed: readonly Passed[] = [
      ["start", { model: "m-1", created: 9, extras: null }],
      ["reasoning", "Hm."],
      ["text", "a", []],
    ];
    const last = (members: object) => eventsOf([...passed, fail(members)]).at(-1);
    expect(last({ code: "c", message: "No.", x: 1 })).toMatchObject({
      type: "response.failed",
      response: {
        status: "failed",
        model: "m-1",
        error: { code: "c", message: "No.", x: 1 },
        incomplete_details: null,
        service_tier: null,
        output: [{ type: "reasoning" }, { type: "message", status: "incomplete", content: [text("a")] }],
      },
    });
    for (const [members, error] of [
      [{ code: 503 }, { code: "server_error", status: 503, message: "" }],
      [
        { code: 503, status: 500, type: "busy" },
        { code: "busy", status: 500, type: "busy", message: "" },
      ],
    ] as const)
      expect(last(members)).toMatchObject({ response: { error } });
  });
});
