import type { JsonObject } from "../../json/json-object.ts";
import { wordIn } from "../../json/read.ts";
import type { ReasoningBlock } from "../../model/block.ts";
import type { ClientParts } from "../encode-answer/client-parts.ts";
import { joinedTexts } from "./joined-texts.ts";

export function reasoningBlock(
  { id, summary, content, encrypted_content: encrypted }: JsonObject,
  parts: ClientParts | null,
): ReasoningBlock {
  const data = wordIn(encrypted);
  const sealed = data === null || parts === null ? null : parts.unseal(data);
  const text = sealed ?? joinedTexts(summary, "\n\n");
  return {
    kind: "reasoning",
    text: text === "" ? joinedTexts(content, "\n\n") : text,
    continuation: data === null || sealed !== null ? null : { from: "responses", id: wordIn(id), data },
    extras: null,
    cache: null,
  };
}
