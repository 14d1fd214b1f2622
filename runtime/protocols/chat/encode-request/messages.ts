import { isObject } from "../../json/json-object.ts";
import { wordIn } from "../../json/read.ts";
import { addWarning } from "../../model/add-warning.ts";
import type { Block } from "../../model/block.ts";
import { membersOf } from "../../model/members.ts";
import type { ForeignTurn, Message, Turn } from "../../model/turn.ts";
import { GatheredMessages } from "./gathered-messages.ts";
import { plainText, userContent } from "./parts.ts";
import { pendingResults } from "./pending-results.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";
import { leftOut } from "./warnings.ts";

/** Encodes the turns as chat messages. */
export function messagesFor(
  turns: readonly Turn[],
  names: ToolNames,
  traits: ChatTraits,
  warnings: string[],
): readonly unknown[] {
  const gathered = new GatheredMessages(pendingResults(turns), names, traits);
  for (const turn of turns) {
    if (turn.role === "foreign") {
      const warning = warningOf(turn, traits);
      if (warning !== null) addWarning(warnings, warning);
    } else if (turn.role === "assistant") gatherAssistant(gathered, turn);
    else if (turn.role === "user") gatherUser(gathered, turn);
    // The role developer is OpenAI's own.
    else gathered.push({ role: traits.openAiServer ? turn.role : "system", content: plainText(turn.content, "\n") });
  }
  const messages = gathered.all();
  return traits.plainRoles?.(messages) ?? messages;
}

/** null if nothing is lost: items that define tools have been offered among the tools. */
function warningOf({ value, place }: ForeignTurn, traits: ChatTraits): string | null {
  if (!isObject(value)) return `${place}: not an item, left out`;
  if (value.type === "additional_tools") return null;
  return leftOut(`${place} (${wordIn(value.type) ?? "?"})`, traits);
}

function gatherAssistant(gathered: GatheredMessages, { content }: Message): void {
  if (typeof content === "string") {
    gathered.say(content);
    return;
  }
  let spoken: Block[] = [];
  for (const block of content) {
    if (block.kind !== "call" && block.kind !== "reasoning") {
      spoken.push(block);
      continue;
    }
    if (spoken.length > 0) gathered.say(spoken);
    spoken = [];
    if (block.kind === "call") gathered.call(block);
    else gathered.reason(block.text);
  }
  if (spoken.length > 0) gathered.say(spoken);
}

function gatherUser(gathered: GatheredMessages, { content, extras }: Message): void {
  const role = membersOf(extras, "openai").role ?? "user";
  if (typeof content === "string") {
    gathered.push({ role, content });
    return;
  }
  const others: Block[] = [];
  let results = 0;
  for (const block of content) {
    if (block.kind !== "result") others.push(block);
    else {
      results++;
      gathered.result(block);
    }
  }
  if (others.length > 0 || results === 0) gathered.push({ role, content: userContent(others) });
}
