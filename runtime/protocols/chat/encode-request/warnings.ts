import { listIn, objectIn } from "../../json/read.ts";
import { addWarning } from "../../model/add-warning.ts";
import type { Extras } from "../../model/extras.ts";
import { missedMembers } from "../../model/missed-members.ts";
import type { ChatTraits } from "./traits.ts";

/** Entries of `include` that need no warning: a chat server encrypts no reasoning. */
const NOT_MISSED: ReadonlySet<unknown> = new Set(["message.output_text.logprobs", "reasoning.encrypted_content"]);

/** Warns about members that are left out and would be missed. */
export function warnOfExtras(extras: Extras, traits: ChatTraits, warnings: string[]): void {
  const { family, members } = extras;
  if (family !== "openai") {
    for (const name of missedMembers(extras)) addWarning(warnings, notInChat(name));
    return;
  }
  for (const [index, entry] of listIn(members.include).entries()) {
    if (!NOT_MISSED.has(entry))
      addWarning(warnings, notInChat(`include[${index}] (${typeof entry === "string" ? entry : "?"})`));
  }
  if (members.truncation === "auto") warnings.push(notInChat("truncation"));
  if ((members.max_tool_calls ?? null) !== null) warnings.push(notInChat("max_tool_calls"));
  if (listIn(members.context_management).length > 0) warnings.push(notInChat("context_management"));
  if (!traits.openAiFields && (objectIn(members.text).verbosity ?? null) !== null) {
    warnings.push(notAt(traits, "text.verbosity"));
  }
  const tier = members.service_tier ?? "auto";
  if (!traits.serviceTier && tier !== "auto" && tier !== "default") warnings.push(notAt(traits, "service_tier"));
}

function notInChat(name: string): string {
  return `${name}: not a parameter of /chat/completions, ignored`;
}

function notAt(traits: ChatTraits, name: string): string {
  return `${name}: not a parameter of ${traits.name}, ignored`;
}

/** `what`: the place of a part that the backend has no equivalent for, and its type if it has one. */
export function leftOut(what: string, { name }: ChatTraits): string {
  return `${what}: not available at ${name}, left out`;
}
