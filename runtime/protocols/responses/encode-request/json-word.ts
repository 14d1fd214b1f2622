import { isObject } from "../../json/json-object.ts";

const HINT = { type: "message", role: "developer", content: "Answer in JSON." };

/**
 * JSON mode is rejected if the input does not mention JSON. In chat, a system message counts; the instructions that it
 * becomes do not. So if only those mention it, a hint is added to the input.
 */
export function withJsonWord(
  input: readonly unknown[],
  text: unknown,
  instructions: string | null,
): readonly unknown[] {
  const format = isObject(text) ? text.format : null;
  if (!isObject(format) || format.type !== "json_object") return input;
  return mentionsJson(instructions) && !input.some(mentionsJsonIn) ? [HINT, ...input] : input;
}

function mentionsJson(text: unknown): boolean {
  return typeof text === "string" && /json/i.test(text);
}

function mentionsJsonIn(item: unknown): boolean {
  if (!isObject(item)) return false;
  const { content } = item;
  if (!Array.isArray(content)) return mentionsJson(content);
  return content.some((part) => isObject(part) && mentionsJson(part.text));
}
