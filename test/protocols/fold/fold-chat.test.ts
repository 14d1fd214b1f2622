import fc from "fast-check";
import { ChatCompletionStream } from "openai/lib/ChatCompletionStream";
import type { ChatCompletion } from "openai/resources/chat/completions";
import { describe, expect, test } from "vitest";
import { foldChat } from "../../../runtime/protocols/fold/fold-chat.ts";
import { canBeWritten } from "../../support/can-be-written.ts";
import { cutAt } from "../../support/json-text.ts";
import { streamedChats } from "../../support/streamed-chat.ts";

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const DONE = "data: [DONE]\n\n";

function folded(...events: readonly string[]): ChatCompletion | null {
  const fold = foldChat();
  for (const each of events) fold.add(Buffer.from(each));
  const result = fold.result();
  return result.kind === "whole" ? JSON.parse(result.body.toString()) : null;
}

/** What one choice's deltas come to. */
function messageOf(...deltas: readonly object[]): unknown {
  const chunks = deltas.map((delta) => event({ choices: [{ index: 0, delta }] }));
  return folded(...chunks, event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }))?.choices[0]?.message;
}

/** What was said, without what the package's helper leaves out. */
function gist({ index, message, finish_reason, logprobs }: ChatCompletion.Choice): unknown {
  const calls = (message.tool_calls ?? []).map((call) =>
    call.type === "function" ? [call.id, call.function.name, call.function.arguments] : [],
  );
  const { content, refusal } = message;
  return {
    index,
    content: content ?? "",
    refusal: refusal ?? "",
    calls,
    finish_reason,
    tokens: logprobs?.content ?? [],
  };
}

describe("the answer", () => {
  test("is what the API would have sent without a stream", () => {
    fc.assert(
      fc.property(
        streamedChats,
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 5 }),
        ({ completion, chunks }, done, cuts) => {
          const events = [...chunks.map(event), ": ping\n\n", ...(done ? [DONE] : [])];
          expect(folded(...events)).toEqual(completion);
          const together = cutAt(Buffer.from(events.map((_, index) => index)), cuts).map((part) =>
            [...part].map((index) => events[index]).join(""),
          );
          expect(folded(...together)).toEqual(completion);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("is what the openai package makes of the same chunks", async () => {
    await fc.assert(
      fc.asyncProperty(streamedChats, async ({ chunks }) => {
        const lines = new ReadableStream({
          start(controller) {
            for (const chunk of chunks) controller.enqueue(`${JSON.stringify(chunk)}\n`);
            controller.close();
          },
        });
        const theirs = await ChatCompletionStream.fromReadableStream(lines).finalChatCompletion();
        const ours = folded(...chunks.map(event));
        expect(ours?.choices.map(gist)).toEqual(theirs.choices.map(gist));
      }),
      { numRuns: 50 },
    );
  });
});

describe("a message", () => {
  const call = (fields: object) => ({ tool_calls: [fields] });
  const f = (id: string, text: string) => ({ id, type: "function", function: { name: "f", arguments: text } });
  test.each<[string, object[], object]>([
    ["without a word", [{ role: "assistant" }], { content: null, refusal: null }],
    ["that is blank", [{ role: "assistant", content: "" }], { content: "", refusal: null }],
    ["without a role", [{ content: "a" }], { role: "assistant", content: "a" }],
    [
      "whose role comes twice",
      [
        { role: "assistant", content: "a" },
        { role: "assistant", content: "b" },
      ],
      { role: "assistant", content: "ab" },
    ],
    [
      "of reasoning",
      [
        { content: "", reasoning: "a" },
        { reasoning: "b", content: null },
      ],
      { content: "", reasoning: "ab" },
    ],
    [
      "with lists",
      [{ content: [{ text: "a" }] }, { content: [{ text: "b" }] }],
      { content: [{ text: "a" }, { text: "b" }] },
    ],
    [
      "with blank calls",
      [{ content: "a", tool_calls: null, function_call: null }],
      { role: "assistant", content: "a", refusal: null },
    ],
    [
      "that calls, with a blank content",
      [{ content: "" }, call({ index: 0, ...f("1", "{}") })],
      { content: null, tool_calls: [f("1", "{}")] },
    ],
    [
      "whose calls have no index",
      [
        call(f("1", "a")),
        call({ function: { arguments: "b" } }),
        call(f("2", "c")),
        call({ id: "1", function: { arguments: "d" } }),
      ],
      { tool_calls: [f("1", "abd"), f("2", "c")] },
    ],
    [
      "whose calls all have the index 0",
      [
        call({ index: 0, ...f("1", "a") }),
        call({ index: 0, ...f("2", "b") }),
        call({ index: 0, function: { arguments: "c" } }),
      ],
      { tool_calls: [f("1", "a"), f("2", "bc")] },
    ],
    [
      "whose pieces each have an id",
      [call({ index: 0, ...f("1", "") }), call({ index: 0, id: "2", function: { arguments: "a" } })],
      { tool_calls: [f("1", "a")] },
    ],
    [
      "whose pieces repeat the name",
      [call({ index: 0, ...f("1", "a") }), call({ index: 0, ...f("1", "b") })],
      { tool_calls: [f("1", "ab")] },
    ],
    [
      "whose calls come in another order",
      [call({ index: 1, ...f("2", "") }), call({ index: 0, ...f("1", "") })],
      { tool_calls: [f("1", ""), f("2", "")] },
    ],
    ["whose call is given nothing", [call({ id: "1", function: { name: "f" } })], { tool_calls: [f("1", "")] }],
    [
      "whose call is a custom tool's",
      [
        call({ index: 0, id: "1", type: "custom", custom: { name: "t", input: "a" } }),
        call({ index: 0, custom: { input: "b" } }),
      ],
      { tool_calls: [{ id: "1", type: "custom", custom: { name: "t", input: "ab" } }] },
    ],
    [
      "whose call has more to it",
      [call({ index: 0, ...f("1", ""), extra: { a: 1 } })],
      { tool_calls: [{ ...f("1", ""), extra: { a: 1 } }] },
    ],
    [
      "of padded sound",
      [{ audio: { id: "a", data: "QQ==" } }, { audio: { data: "Qg==" } }],
      { content: null, audio: { id: "a", data: "QUI=" } },
    ],
    [
      "of sound in pieces of one text, with its words",
      [
        { audio: { id: "a", data: "QUJD", transcript: "H", expires_at: 1 } },
        { audio: { id: "b", data: "RE", transcript: "i", expires_at: null } },
        { audio: { data: "U=", transcript: null, expires_at: 2 } },
        { audio: { data: null } },
      ],
      { content: null, audio: { id: "a", data: "QUJDREU=", transcript: "Hi", expires_at: 2 } },
    ],
    [
      "that refuses in pieces, with a blank content",
      [{ content: "", refusal: "N" }, { refusal: "o." }],
      { content: null, refusal: "No." },
    ],
    ["with a blank refusal", [{ content: "a", refusal: "" }], { content: "a", refusal: null }],
    [
      "with other members, of which the latest counts",
      [
        { content: "a", level: 1, tags: ["x"] },
        { level: 2, tags: null },
        { level: null, tags: ["y"] },
      ],
      { content: "a", level: 2, tags: ["x", "y"] },
    ],
    [
      "with a text that becomes a list",
      [{ content: "a" }, { content: [{ text: "b" }] }, { content: "c" }],
      { content: [{ text: "b" }] },
    ],
    [
      "of a function_call in pieces",
      [{ content: "", function_call: { name: "f", arguments: "{" } }, { function_call: { name: "", arguments: "}" } }],
      { content: null, function_call: { name: "f", arguments: "{}" } },
    ],
    [
      "whose call has members of its own",
      [call({ index: 0, ...f("1", "{"), note: "m" }), call({ index: 0, function: { arguments: "}" }, note: "n" })],
      { tool_calls: [{ ...f("1", "{}"), note: "n" }] },
    ],
    [
      "with an odd key",
      [JSON.parse('{"__proto__":"a"}'), JSON.parse('{"__proto__":"b"}')],
      JSON.parse('{"__proto__":"ab"}'),
    ],
  ])("%s", (_, deltas, message) => {
    expect(messageOf(...deltas)).toMatchObject(message);
    for (const absent of ["tool_calls", "function_call"]) {
      if (!(absent in message)) expect(messageOf(...deltas)).not.toHaveProperty(absent);
    }
  });
});

describe("of the chunks' other members", () => {
  const stop = { index: 0, delta: { content: "a" }, finish_reason: "stop" };

  test("the last non-blank value counts, and unknown ones stay", () => {
    const chunks = [
      { choices: [], id: "", model: "", created: 0, prompt_filter_results: [1] },
      { choices: [stop], id: "1", model: "m", created: 5, usage: { total_tokens: 1 }, obfuscation: "xyz" },
      { choices: [], id: "", model: "m", created: 5, usage: { total_tokens: 2 }, provider: "p" },
    ];
    expect(folded(...chunks.map(event))).toEqual({
      id: "1",
      object: "chat.completion",
      created: 5,
      model: "m",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "a", refusal: null },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: { total_tokens: 2 },
      prompt_filter_results: [1],
      provider: "p",
    });
  });

  test("usage counts without choices too; null usage is left out", () => {
    expect(folded(event({ choices: [stop] }), event({ usage: { total_tokens: 3 } }))?.usage).toEqual({
      total_tokens: 3,
    });
    expect(folded(event({ choices: [stop], usage: null }))).not.toHaveProperty("usage");
  });

  test("those of a choice stay", () => {
    const choice = { ...stop, content_filter_results: { hate: { filtered: false } }, native_finish_reason: "end_turn" };
    expect(
      folded(event({ choices: [{ index: 0, delta: {}, native_finish_reason: null }] }), event({ choices: [choice] })),
    ).toMatchObject({
      choices: [{ content_filter_results: { hate: { filtered: false } }, native_finish_reason: "end_turn" }],
    });
  });
});

describe("there is no answer", () => {
  const said = event({ choices: [{ index: 0, delta: { content: "a" } }] });
  const stop = event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  test.each<[string, string[]]>([
    ["without an event", []],
    ["without a choice", [event({ choices: [], usage: {} }), DONE]],
    ["without an end", [said]],
    ["with a blank finish_reason", [event({ choices: [{ index: 0, delta: {}, finish_reason: "" }] })]],
    ["while one of the choices goes on", [stop, event({ choices: [{ index: 1, delta: { content: "b" } }] })]],
    ["after an error", [said, event({ error: { message: "x" } }), stop, DONE]],
    ["after a malformed event", [said, 'data: {"cho\n\n', stop, DONE]],
  ])("%s", (_, events) => {
    expect(folded(...events)).toBeNull();
  });

  test("if it nests too deep to be serialised", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const answer = folded(said, `data: {"choices":[],"x":${deep}}\n\n`, stop);
    expect(answer === null).toBe(!canBeWritten(deep));
  });

  test("but [DONE] ends what has no finish_reason", () => {
    expect(folded(said, DONE)?.choices).toMatchObject([{ message: { content: "a" }, finish_reason: null }]);
  });
});
