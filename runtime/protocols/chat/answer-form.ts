import { type AnswerForm, listForm } from "../endpoints/answer-form.ts";
import { isObject } from "../json/json-object.ts";

/** https://platform.openai.com/docs/api-reference/chat/object: a choice with a message, even an empty one. */
export const chatAnswer: AnswerForm = listForm(
  /^\s*\{[^{}]*"choices"\s*:\s*\[\s*\{[^{}]*"message"\s*:\s*\{/,
  "choices",
  ({ message }) => isObject(message),
);
