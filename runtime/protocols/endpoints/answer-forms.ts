import { type AnswerForm, listForm } from "./answer-form.ts";

/** The forms of the answers that belong to no protocol, by the path of their endpoint. */
export const OTHER_FORMS: Readonly<Record<string, AnswerForm>> = {
  "/completions": listForm(
    /^\s*\{[^{}]*"choices"\s*:\s*\[\s*\{[^{}]*"text"\s*:\s*"/,
    "choices",
    ({ text }) => typeof text === "string",
  ),
  "/embeddings": listForm(
    /^\s*\{[^{}]*"data"\s*:\s*\[\s*\{[^{}]*"embedding"\s*:/,
    "data",
    (entry) => "embedding" in entry,
  ),
  "/moderations": listForm(/^\s*\{[^{}]*"results"\s*:\s*\[\s*\{/, "results"),
  "/responses/compact": {
    isUsual: (head) => /^\s*\{[^{}]*"output"\s*:\s*\[/.test(head),
    isAnswer: ({ output }) => Array.isArray(output),
  },
  "/responses/input_tokens": {
    isUsual: (head) => /^\s*\{[^{}]*"input_tokens"\s*:\s*\d/.test(head),
    isAnswer: ({ input_tokens }) => typeof input_tokens === "number",
  },
};
