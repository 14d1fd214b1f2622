import { describe, expect, test } from "vitest";
import { decoding, type Event, ofEvents, tier, token } from "../../support/decoded-response.ts";

const created = ["created", { response: { model: "m-1", created_at: 7, service_tier: "flex" } }] as const;
const START = ["start", { model: "m-1", created: 7, extras: tier }];
const completed = ["completed", { response: {} }] as const;

/** Between the head and the end. */
const ofOutput = (...events: readonly Event[]) => ofEvents(created, ...events, completed).slice(1, -1);

describe("a stream", () => {
  test("starts once, with whichever event comes first", () => {
    const later = { response: { model: "late" } };
    expect(ofEvents(created, ["queued", later], ["in_progress", later], created)).toEqual([START]);
    for (const type of ["queued", "in_progress"])
      expect(ofEvents([type, created[1]], ["created", later])).toEqual([START]);
    expect(ofEvents(["created"])).toEqual([["start", { model: null, created: null, extras: null }]]);
  });

  test.each([
    ["completed", {}, "stop"],
    ["completed", { status: "incomplete" }, "length"],
    ["incomplete", {}, "length"],
    ["incomplete", { status: "completed", incomplete_details: { reason: "content_filter" } }, "filter"],
  ])("ends with the event %s and %j", (type, response, finish) => {
    expect(ofEvents(created, [type, { response }])).toEqual([START, ["finish", finish, null, null]]);
  });

  test.each([
    ["failed", { status: "completed", error: { code: "c", message: "No." } }, "c", "No."],
    ["failed", {}, null, null],
    ["cancelled", {}, "cancelled", "The response was cancelled."],
  ])("fails with the event %s and %j", (type, response, code, message) => {
    const [first, last] = ofEvents(created, [type, { response }]);
    expect(first).toEqual(START);
    expect(last?.[0]).toBe("fail");
    expect(last?.[1]).toMatchObject({ code, message });
  });

  test("starts late if its last event is its first", () => {
    expect(ofEvents(["completed", created[1]])).toEqual([START, ["finish", "stop", null, tier]]);
    expect(ofEvents(["failed", created[1]]).map(([name]) => name)).toEqual(["fail"]);
  });

  test("says nothing behind its end", () => {
    const text = ["output_text.delta", { delta: "a" }] as const;
    expect(ofEvents(completed, text, completed, ["failed", {}])).toHaveLength(2);
    expect(ofEvents(["failed", {}], text, completed)).toHaveLength(1);
  });

  test("may have the type of an event only as its name", () => {
    const { decoder, passed } = decoding();
    decoder.event({ delta: "a" }, "response.output_text.delta");
    decoder.event({ response: {} }, "response.completed");
    decoder.event({ response: {} }, null);
    expect(passed.map(([name]) => name)).toEqual(["text", "start", "finish"]);
  });
});

describe("an error event", () => {
  const failure = (event: object, name: string | null = null) => {
    const { decoder, passed } = decoding();
    decoder.event({ ...event }, name);
    decoder.event({ type: "response.completed", response: {} }, null);
    return passed;
  };
  const fail = (code: string | null, message: string | null, members: object) => [
    ["fail", { code, message, extras: { family: "openai", members } }, null, null],
  ];

  test.each([
    [
      { type: "error", code: "c", message: "No.", sequence_number: 3 },
      fail("c", "No.", { type: "error", code: "c", message: "No." }),
    ],
    [
      { type: "error", error: { code: "c", message: "No." }, message: "other" },
      fail("c", "No.", { code: "c", message: "No." }),
    ],
    [{ type: "error", error: null, message: "No." }, fail(null, "No.", { type: "error", error: null, message: "No." })],
    [{ error: { message: "No." } }, fail(null, "No.", { message: "No." })],
    [{ type: "odd", error: "No." }, fail(null, "No.", { message: "No." })],
  ])("%j", (event, expected) => {
    expect(failure(event)).toEqual(expected);
  });

  test("may be one by its name", () => {
    expect(failure({ message: "No." }, "error")).toEqual(fail(null, "No.", { message: "No." }));
  });
});

describe("a text", () => {
  const at = { item_id: "msg_1", output_index: 0, content_index: 0 };

  test("comes in pieces; what the later events repeat is not passed on again", () => {
    const part = { type: "output_text", text: "Hi!", logprobs: [token, token] };
    const item = { type: "message", id: "msg_1", content: [part] };
    expect(
      ofOutput(
        ["output_item.added", { output_index: 0, item: { ...item, content: [] } }],
        ["output_text.delta", { ...at, delta: "H", logprobs: [token] }],
        ["output_text.delta", { ...at, delta: "i" }],
        ["output_text.delta", { ...at, delta: 7 }],
        ["output_text.done", { ...at, text: "Hi!", logprobs: [token] }],
        ["output_text.done", { ...at, text: "Hi" }],
        ["output_item.done", { output_index: 0, item }],
        ["completed", { response: { output: [item] } }],
      ),
    ).toEqual([
      ["text", "H", [token]],
      ["text", "i", []],
      ["text", "!", []],
      ["text", "", [token]],
    ]);
  });

  test("may come only as a whole, at any stage", () => {
    const item = { type: "message", id: "msg_1", content: [{ type: "output_text", text: "Hi" }] };
    const once = [["text", "Hi", []]];
    expect(ofOutput(["output_text.done", { ...at, text: "Hi" }])).toEqual(once);
    expect(ofOutput(["output_item.done", { item, output_index: 0 }])).toEqual(once);
    expect(ofEvents(created, ["completed", { response: { output: [item] } }]).slice(1, -1)).toEqual(once);
  });

  test("of another part follows, that of another message follows a blank line", () => {
    expect(
      ofOutput(
        ["output_text.delta", { ...at, delta: "a" }],
        ["output_text.delta", { ...at, content_index: 1, delta: "b" }],
        ["output_text.delta", { ...at, item_id: "msg_2", output_index: 1, delta: "c" }],
        ["output_text.delta", { ...at, item_id: "msg_2", output_index: 1, delta: "d" }],
      ).map(([, piece]) => piece),
    ).toEqual(["a", "b", "\n\nc", "d"]);
  });

  test("may be refused", () => {
    expect(
      ofOutput(
        ["refusal.delta", { ...at, delta: "N" }],
        ["refusal.done", { ...at, refusal: "No." }],
        ["refusal.delta", { ...at, item_id: "msg_2", output_index: 1, delta: "No." }],
      ),
    ).toEqual([
      ["refusal", "N"],
      ["refusal", "o."],
      ["refusal", "\n\nNo."],
    ]);
  });

  test("has citations, each once", () => {
    const first = { type: "url_citation", url: "u", start_index: 0 };
    const second = { type: "url_citation", url: "v", start_index: 1 };
    const part = { type: "output_text", text: "Hi", annotations: [first, second] };
    expect(
      ofOutput(
        ["output_text.delta", { ...at, delta: "Hi" }],
        ["output_text.annotation.added", { ...at, annotation: first }],
        ["output_item.done", { output_index: 0, item: { type: "message", id: "msg_1", content: [part] } }],
      ).slice(1),
    ).toEqual([
      ["citations", [first]],
      ["citations", [second]],
    ]);
  });
});

describe("reasoning", () => {
  test("comes in pieces, part by part", () => {
    const at = { item_id: "rs_1", output_index: 0 };
    const item = {
      type: "reasoning",
      id: "rs_1",
      summary: [{ text: "ab" }, { text: "c" }],
      encrypted_content: "sealed",
    };
    expect(
      ofOutput(
        ["reasoning_summary_text.delta", { ...at, summary_index: 0, delta: "a" }],
        ["reasoning_summary_text.done", { ...at, summary_index: 0, text: "ab" }],
        ["reasoning_summary_text.delta", { ...at, summary_index: 1, delta: "c" }],
        ["reasoning_text.delta", { ...at, content_index: 0, delta: "d" }],
        ["reasoning_text.done", { ...at, content_index: 0, text: "de" }],
        ["output_item.done", { output_index: 0, item }],
        ["output_item.done", { output_index: 0, item }],
      ),
    ).toEqual([
      ["reasoning", "a"],
      ["reasoning", "b"],
      ["reasoning", "\n\nc"],
      ["reasoning", "\n\nd"],
      ["reasoning", "e"],
      [
        "reasoningEnd",
        { from: "responses", id: "rs_1", data: "sealed" },
        { family: "openai", members: { summary: item.summary } },
      ],
    ]);
  });
});

describe("a call", () => {
  const now = { id: "a", tool: "function", name: "now", namespace: null };
  const item = { type: "function_call", id: "fc_1", call_id: "a", name: "now" };
  const at = { item_id: "fc_1", output_index: 0 };

  test("comes in pieces; its end is passed on once", () => {
    expect(
      ofOutput(
        ["output_item.added", { output_index: 0, item: { ...item, arguments: "" } }],
        ["output_item.added", { output_index: 0, item: { ...item, arguments: "" } }],
        ["function_call_arguments.delta", { ...at, delta: "{" }],
        ["function_call_arguments.done", { ...at, arguments: "{}" }],
        ["output_item.done", { output_index: 0, item: { ...item, arguments: "{}" } }],
        ["completed", { response: { output: [{ ...item, arguments: "{}" }] } }],
      ),
    ).toEqual([
      ["call", 0, now],
      ["input", 0, "{"],
      ["input", 0, "}"],
      ["inputEnd", 0],
    ]);
  });

  test("of a custom tool comes in events of its own", () => {
    const custom = { ...item, type: "custom_tool_call", name: "patch" };
    expect(
      ofOutput(
        ["output_item.added", { output_index: 0, item: custom }],
        ["custom_tool_call_input.delta", { ...at, delta: "x" }],
        ["custom_tool_call_input.done", { ...at, input: "xy" }],
        ["output_item.done", { output_index: 0, item: { ...custom, input: "xyz" } }],
      ),
    ).toEqual([
      ["call", 0, { ...now, tool: "custom", name: "patch" }],
      ["input", 0, "x"],
      ["input", 0, "y"],
      ["input", 0, "z"],
      ["inputEnd", 0],
    ]);
  });

  test("whose name comes late starts with it, and has the input that came before", () => {
    expect(
      ofOutput(
        ["output_item.added", { output_index: 0, item: { ...item, name: "" } }],
        ["function_call_arguments.delta", { ...at, delta: "{" }],
        ["function_call_arguments.delta", { ...at, delta: "}" }],
        ["output_item.done", { output_index: 0, item: { ...item, arguments: "{}" } }],
      ),
    ).toEqual([
      ["call", 0, now],
      ["input", 0, "{}"],
      ["inputEnd", 0],
    ]);
  });

  test("among several keeps its input, and they make the answer end with calls", () => {
    const second = { ...item, id: "fc_2", call_id: "b" };
    const passed = ofEvents(
      created,
      ["output_item.added", { output_index: 0, item }],
      ["output_item.added", { output_index: 1, item: second }],
      ["function_call_arguments.delta", { ...at, delta: "1" }],
      ["function_call_arguments.delta", { item_id: "fc_2", output_index: 1, delta: "2" }],
      completed,
    );
    expect(passed.slice(1)).toEqual([
      ["call", 0, now],
      ["call", 1, { ...now, id: "b" }],
      ["input", 0, "1"],
      ["input", 1, "2"],
      ["finish", "calls", null, null],
    ]);
  });
});
