import { isObject, type JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { isAbsent, listIn, stringIn, wordIn } from "../../json/read.ts";
import type { Block, Call, Node } from "../../model/block.ts";
import type { Extras } from "../../model/extras.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";
import type { Content, Turn } from "../../model/turn.ts";
import type { LegacyCalls } from "./legacy-calls.ts";
import { assistantPart, refusalBlock, textBlock } from "./parts.ts";
import { reasoningBlocks } from "./reasoning-blocks.ts";

/** An assistant's message in the order in which it was created: reasoning, text, calls. */
export function pushAssistantTurns(
  turns: Turn[],
  message: JsonObject,
  extras: Extras | null,
  legacy: LegacyCalls,
): void {
  const { refusal, tool_calls: calls, function_call: called } = message;
  const before = turns.length;
  const reasoning = reasoningBlocks(message);
  if (reasoning !== null) turns.push(assistant(reasoning, null));
  const content = contentOf(message.content, wordIn(refusal));
  if (content !== "" || extras !== null) turns.push(assistant(content, extras));
  const blocks: Block[] = [];
  for (const call of listIn(calls)) {
    const block = callIn(call);
    if (block !== null) blocks.push(block);
    else {
      if (blocks.length > 0) turns.push(assistant(blocks.splice(0), null));
      turns.push({ role: "foreign", family: "openai", value: call, place: "messages[].tool_calls[]" });
    }
  }
  if (isObject(called)) blocks.push(functionCall(legacy.add(called.name), called));
  if (blocks.length > 0) turns.push(assistant(blocks, null));
  // An empty message counts too: leading system messages are treated differently if they come last.
  if (turns.length === before) turns.push(assistant("", null));
}

function assistant(content: Content, extras: Extras | null): Turn {
  return { role: "assistant", content, extras, cache: null };
}

/** "" if there is no content. Plain text stays plain unless there is a refusal as well. */
function contentOf(content: unknown, refusal: string | null): Content {
  if (Array.isArray(content)) {
    const blocks = content.map(assistantPart);
    if (refusal !== null) blocks.push(refusalBlock(refusal));
    return blocks.length === 0 ? "" : blocks;
  }
  if (isAbsent(content) || content === "") return refusal === null ? "" : [refusalBlock(refusal)];
  if (typeof content !== "string") return [assistantPart(content)];
  return refusal === null ? content : [textBlock(content, null), refusalBlock(refusal)];
}

function callIn(call: unknown): (Node & Call) | null {
  if (!isObject(call)) return null;
  const { function: called, custom } = call;
  const id = stringIn(call.id);
  if (isObject(called)) return functionCall(id, called);
  return isObject(custom) ? callBlock(id, "custom", custom, "input") : null;
}

function functionCall(id: string, called: JsonObject): Node & Call {
  return callBlock(id, "function", called, "arguments");
}

function callBlock(id: string, tool: Call["tool"], called: JsonObject, inputMember: string): Node & Call {
  const { namespace, name } = called;
  let unknown: Members | null = null;
  for (const member of Object.keys(called)) {
    if (member === "name" || member === "namespace" || member === "type" || member === inputMember) continue;
    unknown = withMember(unknown, member, called[member]);
  }
  const input = called[inputMember];
  return {
    kind: "call",
    id,
    tool,
    name: stringIn(name),
    namespace: wordIn(namespace),
    // Some clients send the arguments as an object instead of JSON text.
    input: typeof input === "string" ? input : isAbsent(input) ? "" : jsonText(input),
    continuation: null,
    extras: extrasOf("openai", unknown),
    cache: null,
  };
}
