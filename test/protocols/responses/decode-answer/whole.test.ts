import { describe, expect, test } from "vitest";
import { decoding, ofItems, ofWhole, tier, token } from "../../support/decoded-response.ts";

const message = (...content: readonly unknown[]) => ({ type: "message", id: "msg_1", role: "assistant", content });
const text = (given: unknown, more: object = {}) => ({ type: "output_text", text: given, ...more });

test("an answer with everything, in the order of its items", () => {
  const citation = { type: "url_citation", url: "u", start_index: 0, end_index: 2 };
  const usage = {
    input_tokens: 5,
    output_tokens: 2,
    total_tokens: 7,
    input_tokens_details: { cached_tokens: 1, cache_write_tokens: 2, audio_tokens: 3 },
    output_tokens_details: { reasoning_tokens: 1, image_tokens: 4 },
    cost: 9,
  };
  const answer = ofWhole({
    model: "m-1",
    created_at: 7.9,
    service_tier: "flex",
    status: "completed",
    output: [
      { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "Hm." }], encrypted_content: "sealed" },
      message(text("Hi", { annotations: [citation], logprobs: [token, 7] }), { type: "refusal", refusal: "No." }),
      { type: "function_call", id: "fc_1", call_id: "a", name: "now", arguments: "{}" },
      { type: "custom_tool_call", call_id: "b", name: "patch", input: "x", namespace: "crm" },
      { type: "web_search_call", id: "ws_1" },
      7,
    ],
    usage,
  });
  expect(answer).toEqual([
    ["start", { model: "m-1", created: 7, extras: tier }],
    ["reasoning", "Hm."],
    [
      "reasoningEnd",
      { from: "responses", id: "rs_1", data: "sealed" },
      { family: "openai", members: { summary: [{ type: "summary_text", text: "Hm." }] } },
    ],
    ["text", "Hi", [token]],
    ["citations", [citation]],
    ["refusal", "No."],
    ["call", 0, { id: "a", tool: "function", name: "now", namespace: null }],
    ["input", 0, "{}"],
    ["inputEnd", 0],
    ["call", 1, { id: "b", tool: "custom", name: "patch", namespace: "crm" }],
    ["input", 1, "x"],
    ["inputEnd", 1],
    [
      "finish",
      "calls",
      {
        input: 5,
        output: 2,
        total: 7,
        cached: 1,
        cacheWritten: { short: 2, long: 0 },
        reasoning: 1,
        extras: {
          family: "openai",
          inputDetails: usage.input_tokens_details,
          outputDetails: usage.output_tokens_details,
          members: { cost: 9 },
        },
      },
      tier,
    ],
  ]);
});

test("an empty answer says nothing", () => {
  expect(ofWhole({ output: [] })).toEqual([
    ["start", { model: null, created: null, extras: null }],
    ["finish", "stop", null, null],
  ]);
});

test("members of odd types count as absent", () => {
  expect(ofWhole({ output: [], model: 7, created_at: "now", service_tier: 7, usage: { input_tokens: "5" } })).toEqual([
    ["start", { model: null, created: null, extras: null }],
    ["finish", "stop", expect.objectContaining({ input: 0, output: 0, total: null, cached: 0, reasoning: 0 }), null],
  ]);
});

test.each([
  ["no output", {}],
  ["an output that is no list", { output: "Hi" }],
  ["a response that goes on", { output: [], status: "in_progress" }],
  ["a response that has not begun", { output: [], status: "queued" }],
])("%s is no answer", (_, response) => {
  const { decoder, passed } = decoding();
  expect(decoder.whole(response)).toBe(false);
  expect(passed).toEqual([]);
});

test.each([
  [{ status: "completed" }, "stop"],
  [{ status: "incomplete" }, "length"],
  [{ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }, "length"],
  [{ status: "incomplete", incomplete_details: { reason: "content_filter" } }, "filter"],
])("%j ends as %s", (members, finish) => {
  expect(ofWhole({ output: [], ...members })?.at(-1)?.[1]).toBe(finish);
});

describe("a failed answer", () => {
  const fail = (error: { code: string | null; message: string | null }, members: object) => [
    ["fail", { ...error, extras: { family: "openai", members } }, null, null],
  ];

  test.each([
    [
      "has its error",
      { error: { code: "c", message: "No.", x: 1 } },
      fail({ code: "c", message: "No." }, { code: "c", message: "No.", x: 1 }),
    ],
    [
      "may be only a text",
      { status: "failed", error: "No." },
      fail({ code: null, message: "No." }, { message: "No." }),
    ],
    ["may not say why", { status: "failed" }, fail({ code: null, message: null }, { message: undefined })],
    [
      "may have a number as its code",
      { error: { code: 7, message: 8 } },
      fail({ code: null, message: null }, { code: 7, message: 8 }),
    ],
    [
      "may have been cancelled",
      { status: "cancelled" },
      fail(
        { code: "cancelled", message: "The response was cancelled." },
        { message: "The response was cancelled.", code: "cancelled" },
      ),
    ],
    [
      "may have been cancelled with a reason",
      { status: "cancelled", error: { message: "Why" } },
      fail({ code: null, message: "Why" }, { message: "Why" }),
    ],
  ])("%s", (_, response, expected) => {
    expect(ofWhole(response)).toEqual(expected);
  });

  test("knows its usage and its tier", () => {
    const response = { error: {}, usage: { input_tokens: 5 }, service_tier: "flex" };
    expect(ofWhole(response)?.[0]?.slice(2)).toEqual([expect.objectContaining({ input: 5 }), tier]);
  });
});

describe("the messages of an answer", () => {
  test("are separated by a blank line, their parts are not", () => {
    const refusal = { type: "refusal", refusal: "No." };
    expect(
      ofItems(message(text("a"), text(""), text("b"), refusal), { ...message(text("c"), refusal), id: "msg_2" }),
    ).toEqual([
      ["text", "a", []],
      ["text", "b", []],
      ["refusal", "No."],
      ["text", "\n\nc", []],
      ["refusal", "\n\nNo."],
    ]);
  });

  test("may be plain texts, or anything else", () => {
    expect(ofItems({ type: "message", content: "Hi" })).toEqual([["text", "Hi", []]]);
    for (const content of [null, 7, {}, [7, null, {}, { text: 7 }]])
      expect(ofItems({ type: "message", content })).toEqual([]);
  });

  test("have citations, whose places count from the start of the answer's text", () => {
    const cited = (more: object) => ({ annotations: [{ type: "url_citation", ...more }, { page: 1 }, 7] });
    const first = message(text("ab😀", cited({ start_index: 0, end_index: 2 })));
    const second = message(
      text("c", cited({ start_index: 0, end_index: 1, index: 0, file: "f" })),
      text("d", cited({ end_index: "1" })),
    );
    expect(ofItems(first, { ...second, id: "msg_2" }).filter(([name]) => name === "citations")).toEqual([
      ["citations", [{ type: "url_citation", start_index: 0, end_index: 2 }]],
      ["citations", [{ type: "url_citation", start_index: 5, end_index: 6, index: 5, file: "f" }]],
      ["citations", [{ type: "url_citation", end_index: "1" }]],
    ]);
  });

  test("have citations without a text as well", () => {
    const citation = { type: "file_citation", index: 1 };
    expect(ofItems(message(text("", { annotations: [citation] })))).toEqual([["citations", [citation]]]);
    expect(ofItems(message(text("a", { annotations: [7] })))).toEqual([["text", "a", []]]);
  });

  test("have log probabilities, with a text or without", () => {
    expect(ofItems(message(text("", { logprobs: [token] }), text("a", { logprobs: "none" })))).toEqual([
      ["text", "", [token]],
      ["text", "a", []],
    ]);
  });
});

describe("the reasoning of an answer", () => {
  const reasoning = (members: object) => ({ type: "reasoning", ...members });

  test("is its summary and its text, part by part, apart from each other", () => {
    const item = reasoning({ summary: [{ text: "a" }, null, { text: "b" }], content: [{ text: "c" }, { text: 7 }] });
    expect(ofItems(item, reasoning({ summary: [{ text: "d" }] }))).toEqual([
      ["reasoning", "a"],
      ["reasoning", "\n\nb"],
      ["reasoning", "\n\nc"],
      ["reasoning", "\n\nd"],
    ]);
  });

  test.each([
    [
      { encrypted_content: "sealed" },
      [
        [
          "reasoningEnd",
          { from: "responses", id: null, data: "sealed" },
          { family: "openai", members: { summary: [] } },
        ],
      ],
    ],
    [{ encrypted_content: "" }, []],
    [{ encrypted_content: 7 }, []],
    [{ summary: "Hm." }, []],
  ])("%j", (members, passed) => {
    expect(ofItems(reasoning(members))).toEqual(passed);
  });
});

describe("the calls of an answer", () => {
  const call = (members: object) => ofItems({ type: "function_call", ...members });
  const now = { id: "a", tool: "function", name: "now", namespace: null };

  test.each([
    ["with an id of its item alone", { id: "a", name: "now", arguments: "{}" }, now],
    ["with neither", { name: "now", arguments: "{}" }, { ...now, id: null }],
    [
      "of a namespace",
      { call_id: "a", id: "b", name: "now", namespace: "crm", arguments: "{}" },
      { ...now, namespace: "crm" },
    ],
  ])("%s", (_, item, tool) => {
    expect(call(item)).toEqual([
      ["call", 0, tool],
      ["input", 0, "{}"],
      ["inputEnd", 0],
    ]);
  });

  test("may have no input, but not no name", () => {
    expect(call({ call_id: "a", name: "now" })).toEqual([
      ["call", 0, now],
      ["inputEnd", 0],
    ]);
    expect(call({ call_id: "a", arguments: "{}" })).toEqual([]);
  });
});
