import { isObject, type JsonObject } from "../../json/json-object.ts";
import { addWarning } from "../../model/add-warning.ts";
import type { Extras } from "../../model/extras.ts";
import { type Members, membersOf, setMember } from "../../model/members.ts";
import { missedMembers } from "../../model/missed-members.ts";
import { ignored } from "./warnings.ts";

/**
 * Writes the members of the family that have the same name in /responses. Returns all members of the family, for those that
 * are named differently.
 */
export function writeExtras(fields: Members, extras: Extras | null, warnings: string[]): JsonObject {
  const members = membersOf(extras, "openai");
  if (extras === null) return members;
  if (members !== extras.members) {
    for (const name of missedMembers(extras)) addWarning(warnings, ignored(name));
    return members;
  }
  for (const name of Object.keys(extras.members)) {
    const value = extras.members[name];
    const asks = CHAT_ALONE.get(name);
    if (asks !== undefined) {
      if (value !== null && asks(value)) warnings.push(ignored(name));
    } else if (!ELSEWHERE.has(name)) setMember(fields, name, value);
  }
  if ("messages" in members) fields.input = members.messages;
  return members;
}

/** Members that /responses does not have, and whether a value has any effect: clients send many with their defaults. */
const CHAT_ALONE = new Map<string, (value: unknown) => boolean>([
  ["stop", (value) => !Array.isArray(value) || value.length > 0],
  ["seed", always],
  ["frequency_penalty", (value) => value !== 0],
  ["presence_penalty", (value) => value !== 0],
  ["logit_bias", (value) => !isObject(value) || Object.keys(value).length > 0],
  ["top_k", always],
  ["prediction", always],
  ["audio", always],
  ["modalities", (value) => !Array.isArray(value) || value.some((each) => each !== "text")],
]);

/** Members that /responses has in another place or under another name. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "instructions",
  "messages",
  "max_completion_tokens",
  "max_tokens",
  "tools",
  "web_search_options",
  "verbosity",
  "text",
  "reasoning",
  "reasoning_effort",
  "logprobs",
  "include",
  "store",
]);

function always(): boolean {
  return true;
}
