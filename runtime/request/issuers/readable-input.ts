import { type GatewayError, gatewayError } from "../../errors.ts";
import { isObject, type JsonObject } from "../../protocols/json/json-object.ts";
import { OWN_REASONING, opaqueIn } from "../../protocols/responses/issuer/mark.ts";
import type { ReadableFields } from "./issuers.ts";

export interface Reader {
  /** The name of the target's instance. */
  readonly issuer: string;
  /** Whether all reasoning is left out. */
  readonly bare: boolean;
  /** Whether the target accepts reasoning in plain text. */
  readonly plain: boolean;
}

/** Items that mean nothing without their id. */
const KEEPS_ID: ReadonlySet<unknown> = new Set([
  "item_reference",
  "mcp_approval_request",
  "mcp_call",
  "mcp_list_tools",
  "image_generation_call",
  "code_interpreter_call",
  "computer_call",
  "file_search_call",
]);

/**
 * The body with those items of its input that the target can read, without marks. If reasoning is left out, the other items
 * lose their ids: the API does not accept an item that it knows without the reasoning that belongs to it.
 */
export function withReadable(fields: JsonObject, input: readonly unknown[], reader: Reader): ReadableFields {
  const items: unknown[] = [];
  let changed = false;
  for (const [index, item] of input.entries()) {
    const readable = isObject(item) ? readableItem(item, reader) : item;
    if (readable === UNREADABLE) return { kind: "refused", error: notReadable(`input[${index}]`) };
    if (readable === LEFT_OUT) changed = true;
    else items.push(readable);
  }
  return { kind: "fields", fields: { ...fields, input: changed ? items.map(withoutId) : items } };
}

const UNREADABLE = Symbol("unreadable");
const LEFT_OUT = Symbol("left out");

function readableItem(item: JsonObject, { issuer, bare, plain }: Reader): unknown {
  const { type, id, encrypted_content: encrypted } = item;
  if (type === "reasoning" && bare) return LEFT_OUT;
  if (typeof encrypted !== "string" || encrypted === "") {
    if (type !== "reasoning") return item;
    const isOwn = typeof id === "string" && id.startsWith(OWN_REASONING);
    return isOwn || (!plain && hasText(item.content)) ? LEFT_OUT : item;
  }
  const opaque = opaqueIn(encrypted);
  if (opaque.issuer === null) return item;
  if (opaque.issuer === issuer) return { ...item, encrypted_content: opaque.data };
  if (type === "reasoning") return LEFT_OUT;
  // Without it, the conversation before it would be lost.
  if (isCompaction(type)) return UNREADABLE;
  const { encrypted_content: _, ...rest } = item;
  return rest;
}

function isCompaction(type: unknown): boolean {
  return typeof type === "string" && type.includes("compaction");
}

function hasText(content: unknown): boolean {
  return Array.isArray(content) && content.length > 0;
}

function withoutId(item: unknown): unknown {
  if (!isObject(item) || item.id === undefined || KEEPS_ID.has(item.type)) return item;
  // A reference may have no type.
  if ((item.type ?? null) === null && item.role === undefined) return item;
  const { id: _, ...rest } = item;
  return rest;
}

function notReadable(place: string): GatewayError {
  const message = `${place}: only the upstream that compacted this conversation can read the item. Ask for a model of that backend, or send the conversation itself.`;
  return gatewayError("unsupported_parameter", message, place);
}
