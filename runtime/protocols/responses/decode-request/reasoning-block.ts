import type { JsonObject } from "../../json/json-object.ts";
import { wordIn } from "../../json/read.ts";
import type { ReasoningBlock } from "../../model/block.ts";
import { joinedTexts } from "./joined-texts.ts";

export function reasoningBlock({ id, summary, content, encrypted_content: encrypted }: JsonObject): ReasoningBlock {
  const summarised = joinedTexts(summary, "\n\n");
  const data = wordIn(encrypted);
  return {
    kind: "reasoning",
    text: summarised === "" ? joinedTexts(content, "\n\n") : summarised,
    continuation: data === null ? null : { from: "responses", id: wordIn(id), data },
    extras: null,
    cache: null,
  };
}
