import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn, stringIn, wordIn } from "../../json/read.ts";
import type { Block } from "../../model/block.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";

/**
 * The reasoning in an assistant's message: `reasoning_items` as Turnout's own answers contain them, or else only the text;
 * null if there is none. An item without encrypted content is ignored.
 */
export function reasoningBlocks({ reasoning_items: items, reasoning_content: text }: JsonObject): Block[] | null {
  if (!Array.isArray(items)) return typeof text === "string" && text !== "" ? [plain(text)] : null;
  const blocks = items.filter(isObject).flatMap((item) => {
    const data = wordIn(item.encrypted_content);
    return data === null ? [] : [sealed(item, data)];
  });
  return blocks.length === 0 ? null : blocks;
}

function plain(text: string): Block {
  return { kind: "reasoning", text, continuation: null, extras: null, cache: null };
}

function sealed(item: JsonObject, data: string): Block {
  const id = typeof item.id === "string" ? item.id : null;
  let unknown: Members | null = null;
  for (const member of Object.keys(item)) {
    if (member === "type" || member === "encrypted_content" || (member === "id" && id !== null)) continue;
    unknown = withMember(unknown, member, item[member]);
  }
  const text = listIn(item.summary)
    .map((part) => (isObject(part) ? stringIn(part.text) : ""))
    .join("\n\n");
  return {
    kind: "reasoning",
    text,
    continuation: { from: "responses", id, data },
    extras: extrasOf("openai", unknown),
    cache: null,
  };
}
