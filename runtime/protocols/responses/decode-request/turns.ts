import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn, wordIn } from "../../json/read.ts";
import { extrasOf, withMember } from "../../model/members.ts";
import type { Content, Turn } from "../../model/turn.ts";
import type { ClientParts } from "../encode-answer/client-parts.ts";
import { callIn } from "./calls.ts";
import { joinedTexts } from "./joined-texts.ts";
import { createOutputs, type Outputs } from "./outputs.ts";
import { assistantContent, contentIn } from "./parts.ts";
import { reasoningBlock } from "./reasoning-block.ts";

/** `instructions`, and a turn for each item of `input`. */
export function turnsIn(instructions: unknown, input: unknown, parts: ClientParts | null): readonly Turn[] {
  const turns: Turn[] = [];
  const system = instructionsText(instructions);
  if (system !== "") turns.push({ role: "system", content: system, extras: null, cache: null });
  if (typeof input === "string") turns.push({ role: "user", content: input, extras: null, cache: null });
  else if (Array.isArray(input)) {
    const outputs = createOutputs();
    for (let index = 0; index < input.length; index++) turns.push(turnIn(input[index], index, outputs, parts));
  }
  return turns;
}

/** A response that is sent back may contain them as the items that they were created from. */
function instructionsText(instructions: unknown): string {
  if (typeof instructions === "string") return instructions;
  return listIn(instructions)
    .filter(isObject)
    .map(({ content }) => joinedTexts(content, "\n"))
    .join("\n\n");
}

function turnIn(item: unknown, index: number, outputs: Outputs, parts: ClientParts | null): Turn {
  if (isObject(item)) {
    if (isMessage(item)) return messageTurn(item);
    if (item.type === "reasoning") return assistantTurn([reasoningBlock(item, parts)]);
    const call = callIn(item);
    if (call !== null) {
      outputs.noteCall(item);
      return assistantTurn([call]);
    }
    const remote = parts?.remoteCall(item) ?? null;
    if (remote !== null) return assistantTurn(remote);
    const result = outputs.resultIn(item);
    if (result !== null) return { role: "user", content: [result], extras: null, cache: null };
  }
  return { role: "foreign", family: "openai", value: item, place: `input[${index}]` };
}

function isMessage(item: JsonObject): boolean {
  return item.type === "message" || ((item.type ?? null) === null && item.role !== undefined);
}

function messageTurn({ role, content }: JsonObject): Turn {
  switch (role) {
    case "assistant":
      return assistantTurn(assistantContent(content));
    case "user":
    case "system":
    case "developer":
      return { role, content: contentIn(content), extras: null, cache: null };
    default: {
      const word = wordIn(role);
      const unknown = word === null ? null : withMember(null, "role", word);
      return { role: "user", content: contentIn(content), extras: extrasOf("openai", unknown), cache: null };
    }
  }
}

function assistantTurn(content: Content): Turn {
  return { role: "assistant", content, extras: null, cache: null };
}
