import type { JsonObject } from "../../json/json-object.ts";
import { listIn } from "../../json/read.ts";
import type { Continuation } from "../../model/continuation.ts";
import type { Extras } from "../../model/extras.ts";
import { membersOf } from "../../model/members.ts";

/** An entry of `reasoning_items`, which the client sends back so that the upstream can continue its reasoning. */
export function reasoningItemOf({ id, data }: Continuation, extras: Extras | null): JsonObject {
  const { summary } = membersOf(extras, "openai");
  return { type: "reasoning", ...(id === null ? null : { id }), encrypted_content: data, summary: listIn(summary) };
}
