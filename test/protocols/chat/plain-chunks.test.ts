/** Which chunks a repair passes over. To miss one only costs time; to pass over another leaves it unrepaired. */
import { describe, expect, test } from "vitest";
import { PlainChunks } from "../../../runtime/protocols/chat/mend/plain-chunks.ts";

const end = (text: string, from = 0, it = new PlainChunks()) => it.endOfRun(Buffer.from(text), from);
const event = (data: string) => `data: ${data}\n\n`;
/** A chunk with one choice that has these members. */
const of = (members: string, more = "") => event(`{"id":"c","choices":[{${members}}]${more}}`);
const USUAL = '"index":0,"delta":{"content":"a"}';
const WORD = of(USUAL);

describe("plain is a chunk", () => {
  test.each([
    ["that continues the first choice", WORD],
    ["with what the API has besides", of(`${USUAL},"logprobs":null,"finish_reason":null`, ',"usage":null')],
    ["with null for what is not there", of(USUAL, ',"usage":null,"error":null,"message":null')],
    ["with null for calls", of('"index":0,"delta":{"tool_calls":null,"function_call":null}')],
    ["with an empty list of calls", of('"index":0,"delta":{"content":"a","tool_calls":[]}')],
    ["whose index comes last", of('"delta":{"content":"a"},"index":0')],
    ["of a text completion", of('"index":0,"text":"a"')],
    ["with an empty delta", of('"index":0,"delta":{}')],
    ["with other members of the same lengths", of(USUAL, ',"role":1,"audio":"x","items":1,"refusal":"x"')],
    ["with longer ones", of(USUAL, ',"created_at":"x","safety_scores":{}')],
    ["with lines of Windows", WORD.replaceAll("\n", "\r\n")],
    ["without a space", WORD.replace("data: ", "data:")],
  ])("%s", (_, text) => {
    expect(end(text)).toBe(text.length);
    expect(end(WORD + text)).toBe(WORD.length + text.length);
  });
});

describe("plain is no chunk", () => {
  test.each([
    ["of another choice", of('"index":1,"delta":{"content":"a"}')],
    ["whose index is a fraction", of('"index":0.5,"delta":{"content":"a"}')],
    ["whose index is a power", of('"index":0e1,"delta":{"content":"a"}')],
    ["whose index is a text", of('"index":"0","delta":{"content":"a"}')],
    ["without an index", of('"delta":{"content":"a"}')],
    ["without a delta", of('"index":0')],
    ["with other members instead of a text", of('"index":0,"test":"a","next":"b"')],
    ["without choices", event('{"index":0,"delta":{"content":"a"}}')],
    ["with an empty list of choices", event('{"choices":[],"index":0,"delta":{}}')],
    ["whose choices are null", event('{"choices":null,"index":0,"delta":{}}')],
    ["whose choices are an object", event(`{"choices":{"a":{${USUAL}}}}`)],
    ["whose choices are a list of lists", event(`{"choices":[[{${USUAL}}]]}`)],
    ["whose delta is null", of('"index":0,"delta":null')],
    ["whose delta is a text", of('"index":0,"delta":"a"')],
    ["with a finish reason", of(`${USUAL},"finish_reason":"stop"`)],
    ["with a blank one", of(`${USUAL},"finish_reason":""`)],
    ["with usage", of(USUAL, ',"usage":{"total_tokens":3}')],
    ["with an error", of(USUAL, ',"error":{"message":"no"}')],
    ["with an error in words", of(USUAL, ',"error":"no"')],
    ["with a message", of(`${USUAL},"message":{}`)],
    ["with a call", of('"index":0,"delta":{"tool_calls":[{"index":0}]}')],
    ["with a call of the predecessor's kind", of('"index":0,"delta":{"function_call":{}}')],
    ["under another name", `event: message\n${WORD}`],
    ["that is not JSON", event('{"id":"c","choices":[{"index":0,"delta":{"content":"a"}]}')],
    ["that is none", event("[DONE]")],
    ["that is a comment", ": ping\n\n"],
  ])("%s", (_, text) => {
    expect(end(text)).toBe(0);
    expect(end(WORD + text)).toBe(WORD.length);
    expect(end(WORD + WORD + text + WORD)).toBe(2 * WORD.length);
  });
});

test("a run goes on as long as chunks are plain, alike or not", () => {
  const other = of('"index":0,"text":"a longer text"', ',"x":[1]');
  const texts = [WORD, other, WORD.replace('"a"', '"b\\n"'), WORD, other, other];
  const whole = texts.join("");
  const it = new PlainChunks();
  expect(end(whole, 0, it)).toBe(whole.length);
  expect(end(whole, WORD.length, it)).toBe(whole.length);
  expect(end(whole, whole.length, it)).toBe(whole.length);
});

test("each chunk is judged by itself", () => {
  const it = new PlainChunks();
  expect(end(of(USUAL, ',"usage":{}'), 0, it)).toBe(0);
  expect(end(WORD, 0, it)).toBe(WORD.length);
  expect(end(of('"index":0'), 0, it)).toBe(0);
});
