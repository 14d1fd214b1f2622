import { isObject } from "../../json/json-object.ts";

/** The texts of the parts, joined. */
export function joinedTexts(content: unknown, between: string): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  const texts: string[] = [];
  for (const part of content) if (isObject(part) && typeof part.text === "string") texts.push(part.text);
  return texts.join(between);
}
