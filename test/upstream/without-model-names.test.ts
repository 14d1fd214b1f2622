import { expect, test } from "vitest";
import { WithoutModelNames } from "../../runtime/upstream/without-model-names.ts";
import type { UpstreamEvents } from "../../runtime/wire/upstream.ts";

/** The output if the bytes arrive in pieces of this size. */
function passed(text: string, size: number, end: "onComplete" | "onError" = "onComplete"): string {
  const chunks: Buffer[] = [];
  const next: UpstreamEvents = {
    onConnect() {},
    onHeaders: () => true,
    onData: (chunk) => chunks.push(chunk) > 0,
    onComplete: () => void chunks.push(Buffer.from("|complete")),
    onError: () => void chunks.push(Buffer.from("|error")),
  };
  const events = new WithoutModelNames(next);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) events.onData(bytes.subarray(at, at + size));
  if (end === "onComplete") events.onComplete();
  else events.onError(new Error("cut"));
  return Buffer.concat(chunks).toString();
}

const event = (data: string) => `event: response.created\ndata: ${data}\n\n`;

test.each([
  ['{"response":{"headers":{"OpenAI-Model":"gpt-5"}}}', '{"response":{"headers":{}}}'],
  ['{"response":{"headers":{"a":"1","openai-model":"gpt-5"}}}', '{"response":{"headers":{"a":"1"}}}'],
  [
    '{"response":{"headers": { "openai-model" : "gpt-5", "a":"{é\\"}", "n":12345678901234567890 } }}',
    '{"response":{"headers": { "a":"{é\\"}", "n":12345678901234567890 } }}',
  ],
  ['{"headers":{"x":["1"],"X-OpenAI-Model":["gpt-5"],"y":"2"}}', '{"headers":{"x":["1"],"y":"2"}}'],
  ['{"response":{"model":"gpt-5","metadata":{"openai-model":"mine"}}}', null],
  ['{"delta":"\\"headers\\":{\\"openai-model\\":\\"x\\"}"}', null],
  ['{"headers":{"openai-model":', null],
  ['{"headers":{"a":"b"}}', null],
  ['{"tools":[{"parameters":{"properties":{"headers":{"type":"object"}}}}]}', null],
])("%s", (data, without) => {
  const before = event('{"type":"first"}') + event(data) + event('{"type":"last"}');
  const after = event('{"type":"first"}') + event(without ?? data) + event('{"type":"last"}');
  for (const size of [1, 2, 7, 64, 10_000]) expect(passed(before, size)).toBe(`${after}|complete`);
});

test("what follows the last event is passed on at the end, however the stream ends", () => {
  const text = `${event("{}")}data: {"headers":{"openai-model":"x"}}`;
  expect(passed(text, 9)).toBe(`${event("{}")}data: {"headers":{}}|complete`);
  expect(passed(text, 9, "onError")).toBe(`${event("{}")}data: {"headers":{}}|error`);
});

test("a long event is not held back", () => {
  const text = event(`{"delta":"${"x".repeat(300_000)}"}`);
  expect(passed(text, 1000)).toBe(`${text}|complete`);
});
