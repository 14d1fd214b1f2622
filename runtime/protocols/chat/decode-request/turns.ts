import { isObject, type JsonObject } from "../../json/json-object.ts";
import { stringIn, wordIn } from "../../json/read.ts";
import type { ResultBlock } from "../../model/block.ts";
import type { Extras } from "../../model/extras.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";
import type { Content, Message, Turn } from "../../model/turn.ts";
import { pushAssistantTurns } from "./assistant-turns.ts";
import { createLegacyCalls } from "./legacy-calls.ts";
import { contentIn } from "./parts.ts";

/** `messages`: reasoning, text and calls of an assistant's message become a turn each. */
export function turnsIn(messages: readonly unknown[]): readonly Turn[] {
  const turns: Turn[] = [];
  const legacy = createLegacyCalls();
  for (const [index, message] of messages.entries()) {
    if (!isObject(message)) {
      turns.push({ role: "foreign", family: "openai", value: message, place: `messages[${index}]` });
      continue;
    }
    const { role, content } = message;
    if (role === "assistant") pushAssistantTurns(turns, message, unknownOf(message, null), legacy);
    else if (role === "tool") turns.push(resultTurn(stringIn(message.tool_call_id), content));
    else if (role === "function") turns.push(resultTurn(legacy.idOf(message.name), content));
    else turns.push(messageTurn(message, contentIn(content)));
  }
  return turns;
}

function messageTurn(message: JsonObject, content: Content): Message {
  const { role } = message;
  if (role === "user" || role === "system" || role === "developer") {
    return { role, content, extras: unknownOf(message, null), cache: null };
  }
  const word = wordIn(role);
  const unknown = word === null ? null : withMember(null, "role", word);
  return { role: "user", content, extras: unknownOf(message, unknown), cache: null };
}

/** Members of messages that are not part of the model. A function's result has a name as well, which identifies it. */
function unknownOf({ name, audio }: JsonObject, first: Members | null): Extras | null {
  let unknown = first;
  if (hasValue(name)) unknown = withMember(unknown, "name", name);
  if (hasValue(audio)) unknown = withMember(unknown, "audio", audio);
  return extrasOf("openai", unknown);
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function resultTurn(call: string, content: unknown): Message {
  const result: ResultBlock = {
    kind: "result",
    call,
    failed: false,
    content: contentIn(content),
    extras: null,
    cache: null,
  };
  return { role: "user", content: [result], extras: null, cache: null };
}
