/** The halves of an answer's way say what the pairs said that they replace. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HttpBackend } from "../../runtime/contract.ts";
import { answerReader } from "../../runtime/protocols/answer-reader.ts";
import { decodeChat } from "../../runtime/protocols/chat/decode-answer/decoder.ts";
import { encodeChat } from "../../runtime/protocols/chat/encode-answer/encode.ts";
import type { AnswerHalves } from "../../runtime/protocols/codec.ts";
import { decodeResponse } from "../../runtime/protocols/responses/decode-answer/decoder.ts";
import { encodeResponses } from "../../runtime/protocols/responses/encode-answer/encode.ts";
import { isObject, type JsonObject } from "../../runtime/protocols/sse/json-object.ts";
import { wishesOf } from "../../runtime/protocols/translate/chat-to-responses/request/wishes.ts";
import { chatToResponses } from "../../runtime/protocols/translate/chat-to-responses/translation.ts";
import { offeredTools } from "../../runtime/protocols/translate/responses-to-chat/request/tools.ts";
import { traitsOf } from "../../runtime/protocols/translate/responses-to-chat/request/traits.ts";
import { responsesToChat } from "../../runtime/protocols/translate/responses-to-chat/translation.ts";
import type { AnswerTranslator } from "../../runtime/protocols/translate/translation.ts";
import { answersTo } from "../conformance/pairings/arbitrary-answer.ts";
import { answers, compatible, openai } from "../conformance/pairings/backends.ts";
import { askedBy } from "../support/openai-upstream/asked.ts";
import { chatAnswer } from "../support/openai-upstream/chat-answer.ts";
import { chatStream } from "../support/openai-upstream/chat-stream.ts";
import { responsesAnswer } from "../support/openai-upstream/responses-answer.ts";
import { responsesStream } from "../support/openai-upstream/responses-stream.ts";
import { streamedResponses } from "./translate/support/arbitrary-response.ts";
import { streamedCompletions } from "./translate/support/chat-stream.ts";

interface Both {
  readonly old: () => AnswerTranslator;
  readonly halves: () => AnswerHalves;
  readonly sent: JsonObject;
}
const common = { model: "m", now: 1_700_000_000, newId: () => "new" };

function forChat(fields: JsonObject): Both {
  const input = { fields: { model: "m", messages: [], ...fields }, backend: answers, ...common };
  const made = () => {
    const t = chatToResponses.request(input);
    if (t.kind === "refused") throw new Error("refused");
    return t;
  };
  return {
    old: () => made().back,
    sent: made().fields,
    halves: () => ({ decode: decodeResponse, encode: encodeChat(wishesOf(input)) }),
  };
}
function forResponses(fields: JsonObject, backend: HttpBackend): Both {
  const input = { fields: { model: "m", input: "hi", ...fields }, backend, ...common };
  const made = () => {
    const t = responsesToChat.request(input);
    if (t.kind === "refused") throw new Error("refused");
    return t;
  };
  return {
    old: () => made().back,
    sent: made().fields,
    halves: () => ({
      decode: decodeChat(offeredTools(input.fields, traitsOf(backend)).names),
      encode: encodeResponses(input),
    }),
  };
}

const DONE = "[DONE]";
type Event = readonly [name: string | null, data: JsonObject | typeof DONE];

function oldStream(back: AnswerTranslator, events: readonly Event[]): string {
  let text = "";
  for (const [name, data] of events) text += data === DONE ? back.end(true) : back.event(data as JsonObject, name);
  return text + back.end();
}
function newParsed({ decode, encode }: AnswerHalves, events: readonly Event[]): string {
  const { sink, take } = encode.stream();
  const decoder = decode(sink);
  let text = "";
  for (const [name, data] of events) {
    if (data === DONE) decoder.end(true);
    else decoder.event(data as JsonObject, name);
    text += take();
  }
  decoder.end(false);
  return text + take();
}
/** As bytes, cut anywhere between events. */
function newRead({ decode, encode }: AnswerHalves, events: readonly Event[], each: number): string {
  const { sink, take } = encode.stream();
  const decoder = decode(sink);
  const reader = answerReader(decoder);
  let text = "";
  for (let at = 0; at < events.length; at += each) {
    const bytes = events
      .slice(at, at + each)
      .map(
        ([name, data]) =>
          `${name === null ? "" : `event: ${name}\n`}data: ${data === DONE ? DONE : JSON.stringify(data)}\n\n`,
      );
    expect(reader.read(Buffer.from(bytes.join("")))).toBe(true);
    text += take();
  }
  decoder.end(false);
  return text + take();
}
function parsed(text: string): unknown {
  const blocks = text.split("\n\n");
  expect(blocks.pop()).toBe("");
  return blocks.map((block) =>
    block.split("\n").map((line) => (line.startsWith("data: {") ? JSON.parse(line.slice(6)) : line)),
  );
}
function same(both: Both, events: readonly Event[], each = 3): void {
  const before = parsed(oldStream(both.old(), events));
  expect(parsed(newParsed(both.halves(), events))).toEqual(before);
  expect(parsed(newRead(both.halves(), events, each))).toEqual(before);
}
function sameWhole(both: Both, answer: JsonObject): void {
  const before = both.old().whole(answer);
  const { decode, encode } = both.halves();
  const encoder = encode.whole();
  const known = decode(encoder.sink).whole(answer);
  const text = encoder.text();
  expect(known).toBe(before !== null);
  expect(text === null ? null : JSON.parse(text)).toEqual(before === null ? null : JSON.parse(JSON.stringify(before)));
}
function eventsIn(texts: readonly string[]): Event[] {
  return texts.flatMap((event): Event[] => {
    const line = (field: string) => event.split("\n").find((each) => each.startsWith(field));
    const data = line("data: ")?.slice("data: ".length);
    if (data === undefined) return [];
    return [[line("event: ")?.slice("event: ".length) ?? null, data === DONE ? DONE : JSON.parse(data)]];
  });
}

const stamp = { number: 1, model: "m-2026", created: 1_770_000_000 };
const parameters = { type: "object", properties: {} };
const USAGE = { stream: true, stream_options: { include_usage: true } };
const chatTools = [
  { type: "function", function: { name: "f", parameters } },
  { type: "custom", custom: { name: "c" } },
];
const responsesTools = [
  { type: "function", name: "f", parameters, strict: false },
  { type: "custom", name: "c" },
  {
    type: "namespace",
    name: "n",
    description: "",
    tools: [{ type: "function", name: "g", parameters, strict: false }],
  },
];
const NUM = { numRuns: 300 };

describe.each<[string, JsonObject]>([
  ["usage", { ...USAGE, tools: chatTools }],
  ["none", { stream: true }],
  ["functions", { ...USAGE, functions: [{ name: "look_up" }] }],
])("a chat client of %s", (_, fields) => {
  const both = forChat(fields);
  test("streams", () => {
    fc.assert(
      fc.property(streamedResponses, fc.integer({ min: 1, max: 9 }), ({ response, events }, each) => {
        same(
          both,
          events.map((event): Event => [event.type, event as unknown as JsonObject]),
          each,
        );
        sameWhole(both, response as unknown as JsonObject);
      }),
      NUM,
    );
  });
  test("odd streams", () => {
    const kept = fc.constantFrom(
      /./,
      /^response\.(created|output_item|completed|incomplete)/,
      /^response\.(completed|incomplete)/,
      /delta/,
      /^(?!response\.(created|in_progress))/,
    );
    fc.assert(
      fc.property(
        streamedResponses,
        kept,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        ({ events }, pattern, renamed, bare, each) => {
          same(
            both,
            events
              .filter(({ type }) => pattern.test(type))
              .map((event, n): Event => {
                let odd = event as unknown as JsonObject;
                if (renamed && "item_id" in odd) odd = { ...odd, item_id: `other_${n}` };
                if (renamed && event.type === "response.output_item.added")
                  odd = { ...odd, item: { ...event.item, id: `other_${n}` } };
                if (bare && "response" in odd)
                  odd = { ...odd, response: { ...(odd.response as JsonObject), output: [] } };
                return [bare ? null : event.type, odd];
              }),
            each,
          );
        },
      ),
      NUM,
    );
  });
  test("any JSON", () => {
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
        same(
          both,
          events.map(
            (each): Event => [null, JSON.parse(JSON.stringify(isObject(each) ? each : { each })) as JsonObject],
          ),
        );
        const plain = JSON.parse(JSON.stringify(answer));
        if (isObject(plain)) sameWhole(both, plain);
        sameWhole(both, { output: plain, usage: plain, error: null });
        sameWhole(both, { output: [plain], status: "completed" });
      }),
      NUM,
    );
  });
  test("answers of the provider", () => {
    const asked = askedBy("responses", both.sent as never);
    if (asked.tools.length === 0) return;
    fc.assert(
      fc.property(answersTo(asked), fc.integer({ min: 1, max: 9 }), (answer, each) => {
        sameWhole(both, responsesAnswer(asked, answer, stamp) as unknown as JsonObject);
        same(both, eventsIn(responsesStream(asked, answer, stamp)), each);
      }),
      NUM,
    );
  });
});

const NAMES = [
  "type",
  "content",
  "text",
  "name",
  "id",
  "arguments",
  "reasoning",
  "choices",
  "delta",
  "message",
  "tool_calls",
  "function",
  "custom",
  "index",
  "finish_reason",
  "usage",
  "logprobs",
  "annotations",
  "error",
  "reasoning_content",
  "reasoning_details",
  "function_call",
  "refusal",
  "service_tier",
  "input",
  "x_groq",
  "created",
  "model",
];
const WORDS = [
  "message",
  "function_call",
  "custom",
  "function",
  "stop",
  "error",
  '{"input":"',
  "c",
  "f",
  "",
  "length",
  "text",
  "thinking",
];
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", maxDepth: 6 },
    fc.constantFrom<unknown>(...WORDS, null, true, 0, 1, -1),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...NAMES), tie("value")), { maxLength: 6 })
      .map((members) => Object.fromEntries(members)),
  ),
}));
const anyObject = fc
  .dictionary(fc.constantFrom(...NAMES), value, { noNullPrototype: true })
  .map((each) => JSON.parse(JSON.stringify(each)) as JsonObject);

describe.each([
  ["OpenAI", openai],
  ["others", compatible],
])("a client of responses at %s", (_, backend) => {
  const both = forResponses({ stream: true, tools: responsesTools, metadata: { a: "b" } }, backend);
  test("streams", () => {
    fc.assert(
      fc.property(
        streamedCompletions,
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        ({ completion, chunks, customTools }, each, done) => {
          const own = forResponses(
            { stream: true, tools: customTools.map((name) => ({ type: "custom", name })) },
            backend,
          );
          same(own, [...chunks.map((chunk): Event => [null, chunk]), ...(done ? [[null, DONE] as Event] : [])], each);
          sameWhole(own, completion);
        },
      ),
      NUM,
    );
  });
  test("any JSON", () => {
    const chunk = fc.oneof(
      anyObject,
      anyObject.map((delta) => ({ choices: [{ index: 0, delta }] })),
      fc.tuple(anyObject, anyObject).map(([choice, more]) => ({ ...more, choices: [choice] })),
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 8 }), fc.boolean(), (chunks, good) => {
        same(both, [
          ...chunks.map((each): Event => [null, each]),
          ...(good ? [[null, { choices: [{ finish_reason: "stop" }] }] as Event] : []),
          [null, DONE],
        ]);
        for (const each of chunks) {
          sameWhole(both, each);
          sameWhole(both, { choices: [{ message: each }] });
          sameWhole(both, { usage: each, choices: [{ message: { content: "a" }, ...each }] });
        }
      }),
      NUM,
    );
  });
  test("answers of the provider", () => {
    const asked = askedBy("chat", both.sent as never);
    fc.assert(
      fc.property(answersTo(asked), fc.integer({ min: 1, max: 9 }), (answer, each) => {
        sameWhole(both, chatAnswer(asked, answer, stamp) as unknown as JsonObject);
        same(both, eventsIn(chatStream(asked, answer, stamp)), each);
      }),
      NUM,
    );
  });
});
