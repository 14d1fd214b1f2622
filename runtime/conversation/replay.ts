import type { ParsedBody } from "../request/read-model.ts";
import type { JsonObject } from "../sse/json-object.ts";
import { withId, withoutIds } from "./items.ts";

/** A request whose input is more than the client sent with it. */
export interface Replay {
  /** The response that it goes on from; null where it only refers to items. */
  readonly previous: string | null;
  /** All of it, in order. */
  readonly input: readonly ReplayedItem[];
}

export interface ReplayedItem {
  readonly item: JsonObject;
  /** Whether Turnout has kept it; else the client has sent it now. */
  readonly ours: boolean;
}

/** The client's request with all its input. `bare`: for an upstream that would look for the ids of items. */
export function replayed(fields: JsonObject, model: string, { input }: Replay, bare: boolean): ParsedBody {
  const { previous_response_id: _, ...rest } = fields;
  const items = input.flatMap(({ item, ours }) => (bare && ours ? withoutIds([item]) : [item]));
  return { kind: "parsed", fields: { ...rest, input: items }, model, whole: null };
}

/** The input as it is kept. */
export function inputOf({ input }: Replay, newId: () => string): readonly JsonObject[] {
  return input.map(({ item }) => withId(item, newId));
}
