/**
 * Reads the content of a message, or a piece of one, as the many chat servers write it; "" or an empty list if there is
 * none.
 */

import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn, stringIn } from "../../json/read.ts";

export function contentText({ content }: JsonObject): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map(partText).join("") : "";
}

/** Mistral's parts: `{"type":"text"}`, besides those of its thinking. */
function partText(part: unknown): string {
  return isObject(part) && part.type === "text" ? stringIn(part.text) : "";
}

/** Servers use one of these members, or repeat the text in several. */
export function reasoningText({ reasoning_content, reasoning, reasoning_details, content }: JsonObject): string {
  if (typeof reasoning_content === "string" && reasoning_content !== "") return reasoning_content;
  if (typeof reasoning === "string" && reasoning !== "") return reasoning;
  if (Array.isArray(reasoning_details)) return reasoning_details.map(detailText).join("");
  return Array.isArray(content) ? content.map(thinkingText).join("") : "";
}

/** OpenRouter's `reasoning.text` and `reasoning.summary`. */
function detailText(detail: unknown): string {
  return isObject(detail) ? stringIn(detail.text) + stringIn(detail.summary) : "";
}

function thinkingText(part: unknown): string {
  if (!isObject(part) || part.type !== "thinking") return "";
  return typeof part.thinking === "string" ? part.thinking : listIn(part.thinking).map(partText).join("");
}

const NONE: readonly JsonObject[] = [];

/** In chat, the members of a citation are nested in one named after its type. */
export function citationsIn({ annotations }: JsonObject): readonly JsonObject[] {
  return Array.isArray(annotations) ? annotations.filter(isObject).map(flattened) : NONE;
}

function flattened(annotation: JsonObject): JsonObject {
  const { type, ...rest } = annotation;
  const inner = typeof type === "string" ? rest[type] : null;
  return isObject(inner) ? { type, ...inner } : annotation;
}

/** The log probabilities of a choice's text. */
export function tokensIn({ logprobs }: JsonObject): readonly JsonObject[] {
  return isObject(logprobs) ? listIn(logprobs.content).filter(isObject) : NONE;
}
