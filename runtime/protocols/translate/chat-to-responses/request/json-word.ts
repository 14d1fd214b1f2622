import { isObject } from "../../../sse/json-object.ts";

const HINT = { type: "message", role: "developer", content: "Answer in JSON." };

/**
 * JSON mode is refused where the input does not speak of JSON. In chat a system message counts; its text among the
 * instructions does not, so where only that speaks of it, the input is made to.
 */
export function withJsonWord(input: unknown, text: unknown, instructions: string | null): unknown {
  const format = isObject(text) ? text.format : null;
  if (!isObject(format) || format.type !== "json_object" || !Array.isArray(input)) return input;
  return says(instructions) && !input.some(isSaidIn) ? [HINT, ...input] : input;
}

function says(text: unknown): boolean {
  return typeof text === "string" && /json/i.test(text);
}

function isSaidIn(item: unknown): boolean {
  if (!isObject(item)) return false;
  const { content } = item;
  return Array.isArray(content) ? content.some((part) => isObject(part) && says(part.text)) : says(content);
}
