import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { listOf, textOf } from "../json.ts";

/** What a message, or a piece of one, says in words; "" where it says nothing of the kind. */
export function textIn({ content }: JsonObject): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map(partText).join("") : "";
}

/** Mistral's parts: `{"type":"text"}`, beside those of its thinking. */
function partText(part: unknown): string {
  return isObject(part) && part.type === "text" ? textOf(part.text) : "";
}

/** Servers say it in one of these members, or the same in several. */
export function reasoningIn({ reasoning_content, reasoning, reasoning_details, content }: JsonObject): string {
  if (typeof reasoning_content === "string" && reasoning_content !== "") return reasoning_content;
  if (typeof reasoning === "string" && reasoning !== "") return reasoning;
  if (Array.isArray(reasoning_details)) return reasoning_details.map(detailText).join("");
  return Array.isArray(content) ? content.map(thinkingText).join("") : "";
}

/** OpenRouter's `reasoning.text` and `reasoning.summary`. */
function detailText(detail: unknown): string {
  return isObject(detail) ? textOf(detail.text) + textOf(detail.summary) : "";
}

function thinkingText(part: unknown): string {
  if (!isObject(part) || part.type !== "thinking") return "";
  return typeof part.thinking === "string" ? part.thinking : listOf(part.thinking).map(partText).join("");
}

/** What servers leave out, and clients of the API count on. */
const NO_CITATION = { title: "", start_index: 0, end_index: 0 };

/** In Responses the members of a citation stand in the annotation itself. */
export function annotationsIn({ annotations }: JsonObject): readonly JsonObject[] {
  return Array.isArray(annotations) ? annotations.filter(isObject).map(flattened) : NONE;
}

function flattened(annotation: JsonObject): JsonObject {
  const { type, ...rest } = annotation;
  const inner = typeof type === "string" ? rest[type] : null;
  const flat = isObject(inner) ? { type, ...inner } : annotation;
  return type === "url_citation" ? { ...NO_CITATION, ...flat } : flat;
}

/** Of a choice's text. */
export function logprobsIn({ logprobs }: JsonObject): readonly JsonObject[] {
  if (!isObject(logprobs)) return NONE;
  return listOf(logprobs.content)
    .filter(isObject)
    .map((entry) => {
      const top = listOf(entry.top_logprobs).filter(isObject).map(withBytes);
      return { ...withBytes(entry), top_logprobs: top };
    });
}

const NONE: readonly JsonObject[] = [];

/** Chat says null of tokens that are no whole characters; Responses has a list always. */
function withBytes(entry: JsonObject): JsonObject {
  return { ...entry, bytes: listOf(entry.bytes) };
}
