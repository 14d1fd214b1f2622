/** Any answer, streamed in any way: the client gets the same content in its own protocol. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HttpBackend } from "../../../runtime/contract/http-backend.ts";
import type { Translation } from "../../../runtime/protocols/translation.ts";
import { type AnswerText, answerText } from "../../protocols/translate/support/answer-text.ts";
import { askedBy } from "../../support/openai-upstream/asked.ts";
import { chatAnswer } from "../../support/openai-upstream/chat-answer.ts";
import { chatStream } from "../../support/openai-upstream/chat-stream.ts";
import { responsesAnswer } from "../../support/openai-upstream/responses-answer.ts";
import { responsesStream } from "../../support/openai-upstream/responses-stream.ts";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { type Answer, type Call, type Piece, wholeOf } from "../../support/openai-upstream/scenario.ts";
import { targetOf } from "../../support/translation-target.ts";
import { chatToResponses, responsesToChat } from "../../support/translations.ts";
import { answersTo } from "./arbitrary-answer.ts";
import { answers, compatible, openai } from "./backends.ts";
import * as chatClient from "./chat-client.ts";
import { completionOf } from "./chat-order.ts";
import { mustBeCompletion } from "./chat-shape.ts";
import type { Outcome } from "./question.ts";
import * as responsesClient from "./responses-client.ts";
import { mustBeInOrder } from "./responses-order.ts";
import { mustBeResponse } from "./responses-shape.ts";

const stamp = { number: 1, model: "m-2026", created: 1_770_000_000 };
const parameters = { type: "object", properties: {} };
const chatRequest = {
  model: "m",
  messages: [{ role: "user", content: "hi" }],
  stream: true,
  stream_options: { include_usage: true },
  tools: [
    { type: "function", function: { name: "f", parameters } },
    { type: "custom", custom: { name: "c" } },
  ],
};
const responsesRequest = {
  model: "m",
  input: "hi",
  stream: true,
  tools: [
    { type: "function", name: "f", parameters, strict: false },
    { type: "custom", name: "c" },
    {
      type: "namespace",
      name: "n",
      description: "",
      tools: [{ type: "function", name: "g", parameters, strict: false }],
    },
  ],
};

interface Exchange {
  /** The request as the upstream gets it. */
  readonly sent: Json;
  /** A translator of an answer of its own. */
  back(): AnswerText;
}

function exchange(translation: Translation, fields: Json, backend: HttpBackend): Exchange {
  let count = 0;
  const request = () => {
    const translated = translation.request({
      fields,
      model: "m",
      target: targetOf(backend),
      now: 1,
      newId: () => `new${count++}`,
    });
    if (translated.kind === "refused") throw new Error(translated.error.message);
    return translated;
  };
  return { sent: request().fields, back: () => answerText(request().back) };
}

/** All that is told of a stream's events. */
function told(back: AnswerText, events: readonly string[]): readonly Json[] {
  let text = "";
  for (const event of events) {
    const line = (field: string) => event.split("\n").find((each) => each.startsWith(field));
    const data = line("data: ")?.slice("data: ".length);
    if (data === undefined) continue;
    const name = line("event: ")?.slice("event: ".length) ?? null;
    text += data === "[DONE]" ? back.end() : back.event(JSON.parse(data), name);
  }
  text += back.end();
  const lines = text.split("\n").filter((line) => line.startsWith("data: "));
  return lines.filter((line) => line !== "data: [DONE]").map((line) => JSON.parse(line.slice("data: ".length)));
}

/** The content of an answer, as far as both protocols can express it. */
function essence(outcome: Outcome): Json {
  const { text, refusal, calls, thoughts, ended, usage, model } = outcome;
  return { text: bare(text), refusal: bare(refusal), calls, thoughts: bare(thoughts), ended, usage, model };
}

/** Without blanks: they part what one protocol has in several pieces and the other in one. */
function bare(text: string | null): string | null {
  return text?.replace(/\s/g, "") || null;
}

function expected({ output, finish, usage }: Answer, custom: ReadonlySet<string>): Json {
  const joined = (kind: Piece["kind"]) => {
    const pieces = output.filter((piece) => piece.kind === kind);
    return bare(pieces.map((piece) => ("summary" in piece ? piece.summary.flat().join("") : wholeOf(piece))).join(""));
  };
  const calls = output
    .filter((piece): piece is Call => piece.kind === "function" || piece.kind === "custom")
    .map((call) => {
      const unwrapped = call.kind === "function" && custom.has(call.name);
      const [namespace, name] = call.name.includes("__") ? call.name.split("__") : [call.namespace, call.name];
      return {
        kind: unwrapped ? "custom" : call.kind,
        id: call.callId,
        name,
        namespace,
        input: unwrapped ? JSON.parse(wholeOf(call)).input : wholeOf(call),
      };
    });
  return {
    text: joined("text"),
    refusal: joined("refusal"),
    calls,
    thoughts: joined("reasoning"),
    ended: finish === "stop" ? (calls.length > 0 ? "calls" : "stop") : finish,
    usage,
    model: stamp.model,
  };
}

describe("a chat client on responses", () => {
  const { sent, back } = exchange(chatToResponses, chatRequest, answers);
  const asked = askedBy("responses", sent);

  test("any answer", () => {
    fc.assert(
      fc.property(answersTo(asked), (answer) => {
        const whole = back().whole(responsesAnswer(asked, answer, stamp) as unknown as Json) ?? {};
        mustBeCompletion(whole);
        const chunks = told(back(), responsesStream(asked, answer, stamp));
        const streamed = completionOf(chunks, true, false);
        for (const each of [whole, streamed])
          expect(essence(chatClient.outcomeOf(each, [], new Headers(), []))).toEqual(expected(answer, new Set()));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a client of responses on chat", () => {
  test.each([
    ["of OpenAI's", openai],
    ["of a server that is only compatible", compatible],
  ])("any answer, %s", (_, backend) => {
    const { sent, back } = exchange(responsesToChat, responsesRequest, backend);
    const asked = askedBy("chat", sent);
    fc.assert(
      fc.property(answersTo(asked), (answer) => {
        const whole = back().whole(chatAnswer(asked, answer, stamp) as unknown as Json) ?? {};
        mustBeResponse(whole);
        const events = told(back(), chatStream(asked, answer, stamp));
        const last = mustBeInOrder(events).response as Json;
        for (const each of [whole, last])
          expect(essence(responsesClient.outcomeOf(each, [], new Headers(), []))).toEqual(
            expected(answer, new Set(["c"])),
          );
      }),
      { numRuns: 500 },
    );
  });
});
