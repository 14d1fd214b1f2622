import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { listOf, textOf, wordOf } from "../json.ts";
import type { AnswerContext } from "./answer-context.ts";
import { callPiece, toldCall } from "./call-head.ts";
import { echoOf } from "./echo.ts";
import { finishOf } from "./finish.ts";
import { callItem, givenOf, type ItemStatus, messageItem, reasoningItem, refusalPart, textPart } from "./items.ts";
import { annotationsIn, logprobsIn, reasoningIn, textIn } from "./said.ts";
import { responseUsage, usageIn } from "./usage.ts";
import { wrappedInput } from "./wrapped-input.ts";

/** A `chat.completion` as a response; null where it has no answer. */
export function wholeResponse(answer: JsonObject, id: string, context: AnswerContext): JsonObject | null {
  const choices = listOf(answer.choices).filter(isObject);
  // A Responses client has asked for one answer.
  const choice = choices.find(({ index }) => (index ?? 0) === 0) ?? choices[0];
  if (choice === undefined || !isObject(choice.message) || isFailed(choice)) return null;
  const finish = finishOf(choice.finish_reason);
  return {
    id,
    object: "response",
    created_at: typeof answer.created === "number" ? answer.created : context.now,
    status: finish.status,
    model: wordOf(answer.model) ?? context.model,
    error: null,
    incomplete_details: finish.incomplete_details,
    ...echoOf(context.fields),
    service_tier: answer.service_tier ?? null,
    output: outputOf(choice, choice.message, finish.status, context),
    usage: responseUsage(usageIn(answer, choice)),
  };
}

function isFailed({ error, finish_reason }: JsonObject): boolean {
  return isObject(error) || finish_reason === "error";
}

function outputOf(
  choice: JsonObject,
  message: JsonObject,
  status: "completed" | "incomplete",
  context: AnswerContext,
): readonly JsonObject[] {
  const makers: ((status: ItemStatus) => JsonObject)[] = [];
  const reasoning = reasoningIn(message);
  if (reasoning !== "") makers.push(() => reasoningItem(`rs_${context.newId()}`, reasoning));
  const content = contentOf(choice, message);
  if (content.length > 0) makers.push((itemStatus) => messageItem(`msg_${context.newId()}`, itemStatus, content));
  for (const call of callsOf(message)) makers.push((itemStatus) => itemOf(call, itemStatus, context));
  // An answer that ended well has said something, be it nothing.
  if (makers.length === 0 && status === "completed") {
    makers.push((itemStatus) => messageItem(`msg_${context.newId()}`, itemStatus, [textPart("", [], [])]));
  }
  return makers.map((make, index) => make(index === makers.length - 1 ? status : "completed"));
}

function contentOf(choice: JsonObject, message: JsonObject): readonly JsonObject[] {
  const text = textIn(message);
  const refusal = textOf(message.refusal);
  return [
    ...(text === "" ? [] : [textPart(text, annotationsIn(message), logprobsIn(choice))]),
    ...(refusal === "" ? [] : [refusalPart(refusal)]),
  ];
}

function callsOf({ tool_calls, function_call }: JsonObject): readonly JsonObject[] {
  const calls = listOf(tool_calls).filter(isObject);
  return isObject(function_call) ? [...calls, { function: function_call }] : calls;
}

function itemOf(call: JsonObject, status: ItemStatus, context: AnswerContext): JsonObject {
  const piece = callPiece(call);
  const { head, wrapped } = toldCall(piece, context);
  return callItem(head, status, wrapped ? unwrapped(piece.given) : givenOf(head.kind, status, piece.given));
}

function unwrapped(given: string): string {
  const input = wrappedInput();
  return input.add(given) + input.rest();
}
