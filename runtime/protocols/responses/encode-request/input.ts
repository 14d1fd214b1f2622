import { addWarning } from "../../model/add-warning.ts";
import type { Ask } from "../../model/ask.ts";
import type { Block } from "../../model/block.ts";
import type { Extras } from "../../model/extras.ts";
import { membersOf } from "../../model/members.ts";
import type { Message, Turn } from "../../model/turn.ts";
import { turnsFor } from "../../model/turns-for.ts";
import { callItem, createOutputTypes, type OutputTypes, outputItem } from "./calls.ts";
import { leadingInstructions } from "./instructions.ts";
import { inputContent, inputPart, outputPart } from "./parts.ts";
import { reasoningItem } from "./reasoning-item.ts";
import { ignored } from "./warnings.ts";

export interface Input {
  readonly instructions: string | null;
  /** null if there are no turns. */
  readonly input: readonly unknown[] | null;
}

/** Encodes the turns as items of `input`, except for those that become the instructions. */
export function inputFor({ turns: all, words }: Ask, warnings: string[]): Input {
  const turns = turnsFor("openai", all, words.turns, warnings);
  if (turns.length === 0) return { instructions: null, input: null };
  const { instructions, taken } = leadingInstructions(turns);
  const items: unknown[] = [];
  const types = createOutputTypes();
  for (let index = taken; index < turns.length; index++) {
    const turn = turns[index];
    if (turn !== undefined) pushItems(items, turn, types);
  }
  warnOfMembers(turns, words.turns, warnings);
  return { instructions, input: items };
}

function pushItems(items: unknown[], turn: Turn, types: OutputTypes): void {
  if (turn.role === "foreign") items.push(turn.value);
  else if (turn.role === "assistant") pushAssistant(items, turn, types);
  else if (typeof turn.content === "string") items.push(messageItem(turn, turn.content));
  else pushBlocks(items, turn, turn.content, types);
}

function messageItem({ role, extras }: Message, content: unknown): unknown {
  return { type: "message", role: membersOf(extras, "openai").role ?? role, content };
}

/** A user's blocks: outputs of tools become items, and the blocks between them become messages. */
function pushBlocks(items: unknown[], turn: Message, blocks: readonly Block[], types: OutputTypes): void {
  let parts: unknown[] = [];
  let outputs = 0;
  for (const block of blocks) {
    if (block.kind !== "result") {
      parts.push(inputPart(block));
      continue;
    }
    if (parts.length > 0) items.push(messageItem(turn, parts));
    parts = [];
    outputs++;
    items.push(outputItem(block, inputContent(block.content), types));
  }
  if (parts.length > 0 || outputs === 0) items.push(messageItem(turn, parts));
}

function pushAssistant(items: unknown[], turn: Message, types: OutputTypes): void {
  const { content } = turn;
  if (typeof content === "string") {
    if (content !== "") items.push(messageItem(turn, content));
    return;
  }
  let parts: unknown[] = [];
  for (const block of content) {
    const item = itemOf(block, types);
    if (item === null) {
      if (block.kind !== "reasoning") parts.push(outputPart(block));
      continue;
    }
    if (parts.length > 0) items.push(messageItem(turn, parts));
    parts = [];
    items.push(item);
  }
  if (parts.length > 0) items.push(messageItem(turn, parts));
}

/** null if the block belongs into a message, or is dropped. */
function itemOf(block: Block, types: OutputTypes): unknown {
  if (block.kind === "call") return callItem(block, types);
  return block.kind === "reasoning" ? reasoningItem(block) : null;
}

/** Warns, once each, about members that messages of /responses do not have. */
function warnOfMembers(turns: readonly Turn[], place: string, warnings: string[]): void {
  let found: Set<string> | null = null;
  for (const turn of turns) {
    if (turn.role === "foreign" || turn.extras === null) continue;
    found ??= new Set();
    addNames(found, turn.extras);
  }
  for (const name of found ?? []) addWarning(warnings, ignored(`${place}[].${name}`));
}

function addNames(found: Set<string>, { family, members }: Extras): void {
  for (const name of Object.keys(members)) if (family !== "openai" || name !== "role") found.add(name);
}
