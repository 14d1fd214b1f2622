import type { Body, ParsedBody } from "../body/read-model.ts";
import type { Replay } from "../context.ts";
import type { JsonObject } from "../protocols/json/json-object.ts";
import { withoutIds } from "./items.ts";

/**
 * The client's request with its complete input. `fields`: what the body has. `bare`: for an upstream that would look up the
 * ids of items.
 */
export function replayed(
  fields: JsonObject,
  { model, long, limits }: Body,
  { input }: Replay,
  bare: boolean,
): ParsedBody {
  const { previous_response_id: _, ...rest } = fields;
  const items = input.flatMap(({ item, ours }) => (bare && ours ? withoutIds([item]) : [item]));
  return { kind: "parsed", fields: { ...rest, input: items }, model, whole: null, long, refusal: null, limits };
}

/** The input as it is stored, but for ids. */
export function* inputOf({ input }: Replay): Iterable<JsonObject> {
  for (const { item } of input) yield item;
}
