import type { AnswerForm } from "../endpoints/answer-form.ts";

const USUAL = /^\s*\{[^{}]*"object"\s*:\s*"response"/;
const OUTPUT = ['"output":[', '"output": ['].map((text) => Buffer.from(text));
/** A failed response need not say why. */
const FAILED = Buffer.from('"failed"');

/** https://platform.openai.com/docs/api-reference/responses/object; its list is empty while it runs in the background. */
export const responsesAnswer: AnswerForm = {
  isUsual: (head, body) => USUAL.test(head) && OUTPUT.some((list) => body.includes(list)) && !body.includes(FAILED),
  isAnswer: ({ output }) => Array.isArray(output),
};
