import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gatewayError } from "../../runtime/errors.ts";
import { errorIn } from "../../runtime/failure/event-error.ts";
import type { EventKind } from "../../runtime/protocols/event-kind.ts";
import { kindOf } from "../../runtime/protocols/responses/stream/event-kind.ts";
import { responsesStream } from "../../runtime/protocols/responses/stream/stream.ts";
import { firstMalformed } from "../../runtime/protocols/sse/well-formed.ts";

function event(value: { readonly type: string } & Record<string, unknown>): string {
  return `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
}

const RESPONSE = { id: "resp_1", object: "response", status: "in_progress", error: null, output: [] };

describe("the kind of a Responses event", () => {
  const table: readonly (readonly [EventKind, Record<string, unknown>])[] = [
    ["start", { type: "response.created", response: RESPONSE }],
    ["start", { type: "response.in_progress", response: RESPONSE }],
    ["start", { type: "response.queued", response: RESPONSE }],
    ["start", { type: "response.reasoning_summary_part.added", part: { type: "summary_text", text: "" } }],
    ["start", { type: "keepalive", sequence_number: 3 }],
    ["start", { type: "ping" }],
    ["start", { type: "response.output_item.added", item: { type: "message" } }],
    ["output", { type: "response.output_item.added", item: { type: "message", content: [{ text: "a" }] } }],
    ["output", { type: "response.output_item.added", item: { type: "reasoning", summary: [{ text: "a" }] } }],
    ["output", { type: "response.output_item.added", item: { type: "reasoning", content: [], summary: [{}] } }],
    ["output", { type: "response.output_item.added" }],
    ["start", { type: "response.output_item.added", item: { type: "message", content: [] } }],
    ["start", { type: "response.output_item.added", item: { type: "reasoning", summary: [] } }],
    ["start", { type: "response.content_part.added", part: { type: "output_text", text: "" } }],
    ["output", { type: "response.output_item.added", item: { type: "function_call", name: "f" } }],
    ["output", { type: "response.output_text.delta", delta: "a" }],
    ["output", { type: "response.something_new", x: 1 }],
    ["output", { no: "type" }],
    ["end", { type: "response.completed", response: { ...RESPONSE, status: "completed" } }],
    ["end", { type: "response.incomplete", response: RESPONSE }],
    ["end", { type: "response.cancelled", response: RESPONSE }],
    ["error", { type: "response.failed", response: { ...RESPONSE, error: { code: "server_error", message: "no" } } }],
    ["error", { type: "error", code: "rate_limit_exceeded", message: "slow down", param: null }],
    ["error", { error: { message: "as chat has it" } }],
  ];
  test.each(table)("%s: %j", (kind, value) => {
    expect(kindOf(JSON.stringify(value), null)).toBe(kind);
  });

  test("is that of its name, if its data does not tell", () => {
    expect(kindOf("{}", "response.completed")).toBe("end");
    expect(kindOf("{}", "error")).toBe("error");
    expect(kindOf("[DONE]", null)).toBe("done");
    expect(kindOf(null, null)).toBe("start");
    expect(kindOf('{"type":', null)).toBe("malformed");
  });
});

describe("the end of a Responses stream", () => {
  const { hasLast, errorEvent } = responsesStream;
  const delta = event({ type: "response.output_text.delta", delta: "x", sequence_number: 7 });

  test.each(["completed", "incomplete", "failed", "cancelled"])("is response.%s", (status) => {
    expect(hasLast(Buffer.from(delta + event({ type: `response.${status}`, response: RESPONSE })))).toBe(true);
  });

  test("is an error, with or without an event line", () => {
    expect(hasLast(Buffer.from(event({ type: "error", message: "m" })))).toBe(true);
    expect(hasLast(Buffer.from('data: {"type":"error","message":"m"}\n\n'))).toBe(true);
  });

  test("is not a text that mentions it, whatever the text", () => {
    const said = ["event: response.completed", '"type":"response.completed"', "\ndata: [DONE]\n"];
    for (const text of said) {
      const spoken = event({ type: "response.output_text.delta", delta: text, sequence_number: 7 });
      expect(hasLast(Buffer.from(spoken))).toBe(false);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(hasLast(Buffer.from(event({ type: "response.output_text.delta", delta: text })))).toBe(false);
      }),
    );
  });

  test("is not what a response repeats of its request", () => {
    const metadata = { type: "error", kind: "response.completed" };
    const begun = event({ type: "response.in_progress", response: { ...RESPONSE, metadata }, sequence_number: 1 });
    expect(hasLast(Buffer.from(begun))).toBe(false);
    expect(hasLast(Buffer.from(begun + delta))).toBe(false);
  });

  test("is recognised by a type after a long response of which only the end was kept", () => {
    const text = JSON.stringify({ response: { ...RESPONSE, output: ["x".repeat(9000)] }, type: "response.completed" });
    expect(hasLast(Buffer.from(`${`data: ${text}`.slice(0, 512)}\n\n${text.slice(-4096)}\n\n`))).toBe(true);
  });

  test("is not [DONE]: without the last event no client has a response", () => {
    expect(hasLast(Buffer.from(`${delta}data: [DONE]\n\n`))).toBe(false);
    const end = event({ type: "response.completed", response: RESPONSE });
    expect(hasLast(Buffer.from(`${end}data: [DONE]\n\n`))).toBe(true);
  });

  test("of a broken answer is an error with the next number, readable in both places, and a failed response", () => {
    const begun = event({ type: "response.created", response: RESPONSE, sequence_number: 0 });
    const text = errorEvent(gatewayError("upstream_cut", "broke"), Buffer.from(begun + delta)).toString();
    const [name, data, , lastName, lastData] = text.split("\n");
    expect(name).toBe("event: error");
    const value = JSON.parse(data?.slice("data: ".length) ?? "");
    expect(value).toMatchObject({
      type: "error",
      code: "upstream_cut",
      message: "broke",
      param: null,
      sequence_number: 8,
    });
    expect(value.error).toEqual({ message: "broke", type: "upstream_error", code: "upstream_cut", param: null });
    expect(lastName).toBe("event: response.failed");
    expect(JSON.parse(lastData?.slice("data: ".length) ?? "")).toMatchObject({
      type: "response.failed",
      response: { id: "resp_1", status: "failed", error: { code: "upstream_cut", message: "broke" } },
      sequence_number: 9,
    });
  });
});

test.each([
  [
    "as it began",
    `${event({ type: "response.created", response: { id: "resp_1", created_at: 5, model: "m-1" } })}`,
    "resp_1",
    5,
    "m-1",
  ],
  ["though nothing is known of it", "", "resp_failed", 0, ""],
])("a failed response has all required members, %s", (_, begun, id, created_at, model) => {
  const text = responsesStream.errorEvent(gatewayError("upstream_cut", "broke"), Buffer.from(begun)).toString();
  const { response } = JSON.parse(text.trimEnd().split("\n").at(-1)?.slice("data: ".length) ?? "");
  expect(response).toEqual({
    id,
    object: "response",
    created_at,
    status: "failed",
    error: { code: "upstream_cut", message: "broke" },
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model,
    output: [],
    parallel_tool_calls: true,
    temperature: null,
    tool_choice: "auto",
    tools: [],
    top_p: null,
  });
});

test("the error of a failed response has the status that the answer would have had", () => {
  const failed = {
    type: "response.failed",
    response: { ...RESPONSE, error: { code: "rate_limit_exceeded", message: "m" } },
  };
  expect(errorIn(JSON.stringify(failed))).toEqual({ status: 429, code: "rate_limit_exceeded", message: "m" });
});

describe("events with their names", () => {
  test("are read as quickly as those without, and as strictly", () => {
    const good = event({ type: "a.b", delta: "x" });
    expect(firstMalformed(Buffer.from(good + good.replaceAll("\n", "\r\n") + good))).toBe(-1);
    const bad = 'event: a.b\ndata: {"x":}\n\n';
    expect(firstMalformed(Buffer.from(good + bad + good))).toBe(good.length);
    expect(firstMalformed(Buffer.from(`event: a\n\nevent\n\neve: x\ndata: {}\n\n${good}`))).toBe(-1);
    expect(firstMalformed(Buffer.from('event: a\ndata: {"x":1}\ndata: }\n\n'))).toBe(0);
  });
});
