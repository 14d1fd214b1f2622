/** Reasoning that a model shows, and that some models expect back. */
import type { Asked } from "./asked.ts";
import { invalid } from "./fault.ts";
import { isObject } from "./rules.ts";
import type { Piece } from "./scenario.ts";

export const thoughtId = "rs_thought1";
export const encrypted = "gAAAAB+encrypted/thought==";
export const summary = [
  ["**Weighing** ", "it up."],
  ["Then ", "deciding."],
] as const;

export function thoughts(asked: Asked): Piece {
  const include: readonly unknown[] = Array.isArray(asked.fields.include) ? asked.fields.include : [];
  const wanted = include.includes("reasoning.encrypted_content");
  return { kind: "reasoning", summary, encrypted: wanted ? encrypted : null };
}

/** A model that has reasoned before a call requires its encrypted reasoning, unchanged, to continue. */
export function wantsThoughtsBack({ protocol, fields }: Asked): void {
  if (protocol === "chat") return;
  const items: readonly unknown[] = Array.isArray(fields.input) ? fields.input : [];
  const place = items.findIndex((item) => isObject(item) && item.type === "function_call");
  const before = items[place - 1];
  if (!isObject(before) || before.type !== "reasoning")
    throw invalid(
      `Item of type 'function_call' was provided without its required 'reasoning' item: '${thoughtId}'.`,
      "input",
    );
  if (before.encrypted_content !== encrypted)
    throw invalid(
      `Item with id '${before.id}' not found. Items are not persisted when 'store' is set to false. Try again with 'store' set to true, or remove this item from your input.`,
      "input",
    );
}
