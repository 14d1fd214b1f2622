import type { AnswerDecoder, AnswerDecoding } from "../../codec.ts";
import { isFailedChoice } from "../../is-error.ts";
import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn, numberIn, objectIn, stringIn, wordIn } from "../../json/read.ts";
import type { AnswerError, AnswerHead, AnswerSink } from "../../model/answer-sink.ts";
import type { Extras } from "../../model/extras.ts";
import type { Usage } from "../../model/usage.ts";
import { DONE } from "../../openai/done.ts";
import type { TextEventShape } from "../../sse/text-event.ts";
import { createCalls } from "./calls.ts";
import { contentText, tokensIn } from "./message-members.ts";
import type { OfferedTools } from "./offered-tools.ts";
import { plainFinish } from "./plain-finish.ts";
import type { ServerParts } from "./server-parts.ts";
import { usageIn } from "./usage.ts";

const TEXT_EVENT: TextEventShape = {
  texts: ["content"],
  numbers: ["created"],
  strings: ["obfuscation"],
  textOf: ({ choices }) => objectIn(objectIn(listIn(choices)[0]).delta).content,
};

/**
 * Decodes https://platform.openai.com/docs/api-reference/chat/object and its chunks, as the many chat servers write them.
 * @param tools those of the request
 * @param parts null if every answer comes from a mock
 */
export function decodeChat(tools: OfferedTools, parts: ServerParts | null): AnswerDecoding {
  return (to) => chatDecoder(to, tools, parts);
}

function chatDecoder(to: AnswerSink, tools: OfferedTools, parts: ServerParts | null): AnswerDecoder {
  const calls = createCalls(to, tools);
  let started = false;
  /** Whether there was anything that a reader would see. */
  let spoke = false;
  let ended = false;
  let plainText = false;
  let finishReason: string | null = null;
  let usage: Usage | null = null;
  let serviceTier: unknown;

  const passText = (text: string, tokens: readonly JsonObject[], citations: readonly JsonObject[]): void => {
    if (text !== "" || tokens.length > 0) to.text(text, tokens);
    if (citations.length > 0) to.citations(citations);
  };

  const takeDelta = (delta: JsonObject, choice: JsonObject): void => {
    const reasoning = parts?.reasoningText(delta) ?? "";
    if (reasoning !== "") to.reasoning(reasoning);
    const text = contentText(delta);
    const tokens = tokensIn(choice);
    passText(text, tokens, parts?.citationsIn(delta) ?? NO_CITATIONS);
    const refusal = stringIn(delta.refusal);
    if (refusal !== "") to.refusal(refusal);
    calls.delta(delta);
    const called = Array.isArray(delta.tool_calls) || isObject(delta.function_call);
    spoke ||= called || tokens.length > 0 || reasoning !== "" || text !== "" || refusal !== "";
  };

  const finish = (): void => {
    ended = true;
    const how = parts === null ? plainFinish(finishReason) : parts.finishOf(finishReason);
    if (how === "broken" || calls.nameless()) {
      const broken = how === "broken" ? parts?.brokenAnswer(finishReason) : null;
      to.fail(broken ?? NAMELESS, usage, tierOf(serviceTier));
      return;
    }
    calls.end();
    to.finish(how, usage, tierOf(serviceTier));
  };

  return {
    endMark: DONE,
    textEvent: TEXT_EVENT,
    plainText: () => plainText,
    whole(answer) {
      const choice = onlyChoice(answer);
      if (choice === null || !isObject(choice.message) || isFailedChoice(choice)) return false;
      const { message } = choice;
      to.start(headIn(answer, answer.service_tier));
      const reasoning = parts?.reasoningText(message) ?? "";
      if (reasoning !== "") to.reasoning(reasoning);
      const text = contentText(message);
      if (text !== "") passText(text, tokensIn(choice), parts?.citationsIn(message) ?? NO_CITATIONS);
      const refusal = stringIn(message.refusal);
      if (refusal !== "") to.refusal(refusal);
      calls.message(message);
      finishReason = wordIn(choice.finish_reason);
      usage = usageIn(answer, choice);
      serviceTier = answer.service_tier;
      finish();
      return true;
    },
    skips: () => false,
    event(data, name) {
      plainText = false;
      if (ended) return;
      const { choices } = data;
      const choice = Array.isArray(choices) ? firstChoice(choices) : null;
      const error = parts?.errorIn(data, name, choice) ?? null;
      if (error !== null) {
        ended = true;
        to.fail(error, usage, tierOf(serviceTier));
        return;
      }
      const given = usageIn(data, choice);
      usage = given ?? usage;
      if (data.service_tier !== undefined) serviceTier = data.service_tier;
      if (choice === null) return;
      if (!started) {
        started = true;
        to.start(headIn(data, serviceTier));
      }
      const reason = wordIn(choice.finish_reason);
      finishReason = reason ?? finishReason;
      takeDelta(objectIn(choice.delta ?? choice.message), choice);
      plainText = reason === null && given === null && listIn(choices).length === 1 && hasOnlyText(choice);
    },
    textEscaped: (piece) => to.textEscaped(piece),
    end(by) {
      if (ended) return;
      // Without a finish reason the answer is incomplete; but some servers only send `[DONE]`. The usage, which is always asked
      // for, may come long after the finish reason.
      const complete =
        by === "marker" ? finishReason !== null || spoke : finishReason !== null && (by === "close" || usage !== null);
      if (complete) finish();
    },
  };
}

/** No client can use such a call. */
const NAMELESS: AnswerError = {
  code: null,
  message: "The upstream sent a tool call without a name.",
  extras: { family: "openai", members: {} },
};

/** A client of another protocol has asked for only one answer. */
function onlyChoice({ choices }: JsonObject): JsonObject | null {
  const all = listIn(choices).filter(isObject);
  return all.find(({ index }) => (index ?? 0) === 0) ?? all[0] ?? null;
}

/** In a stream, a choice with another index belongs to another answer and is ignored. */
function firstChoice(choices: readonly unknown[]): JsonObject | null {
  for (const choice of choices) if (isObject(choice) && (choice.index ?? 0) === 0) return choice;
  return choices.length > 0 ? ANOTHER : null;
}

const ANOTHER: JsonObject = {};

const NO_CITATIONS: readonly JsonObject[] = [];

/** The members of a choice that is nothing but text. */
const TEXT_MEMBERS: ReadonlySet<string> = new Set(["content", "role", "name", "id"]);

function hasOnlyText({ delta, logprobs }: JsonObject): boolean {
  if (!isObject(delta) || typeof delta.content !== "string" || delta.content === "") return false;
  if (isObject(logprobs) && listIn(logprobs.content).length > 0) return false;
  for (const key in delta) if (!TEXT_MEMBERS.has(key) && !isEmpty(delta[key])) return false;
  return true;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function headIn({ created, model }: JsonObject, serviceTier: unknown): AnswerHead {
  return { model: wordIn(model), created: numberIn(created), extras: tierOf(serviceTier) };
}

/** Any value is passed on to the client. */
function tierOf(service_tier: unknown): Extras | null {
  return service_tier === undefined ? null : { family: "openai", members: { service_tier } };
}
