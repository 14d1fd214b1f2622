import type { JsonObject } from "../../../sse/json-object.ts";
import { inPieces } from "./pieces.ts";
import type { Call, Sink } from "./sink.ts";

/** A `function_call` or a `custom_tool_call`. */
export interface CallItem {
  /** Takes the item as it is when it begins. */
  open(item: JsonObject): void;
  input(piece: unknown): void;
  wholeInput(input: unknown): void;
  settle(item: JsonObject): void;
}

/** `next` counts the calls of the answer; `newId` is for one that has no id. */
export function callItem(sink: Sink, next: () => number, newId: () => string): CallItem {
  const pieces = inPieces();
  let call: Call | null = null;
  /** What came before the call had a name. */
  let early = "";

  const say = (piece: string): void => {
    if (call === null) early += piece;
    else if (piece !== "") sink.input(call, piece);
  };
  const open = (item: JsonObject): void => {
    const { name } = item;
    if (call !== null || typeof name !== "string" || name === "") return;
    call = callOf(item, name, next(), newId);
    sink.call(call);
    say(early);
    early = "";
  };

  return {
    open,
    input: (piece) => say(pieces.next(piece)),
    wholeInput: (input) => say(pieces.rest(input)),
    settle(item) {
      open(item);
      say(pieces.rest(item.type === "custom_tool_call" ? item.input : item.arguments));
    },
  };
}

function callOf(item: JsonObject, name: string, index: number, newId: () => string): Call {
  const { call_id, id, namespace } = item;
  return {
    index,
    id: word(call_id) ?? word(id) ?? `call_${newId()}`,
    type: item.type === "custom_tool_call" ? "custom" : "function",
    name,
    namespace: word(namespace),
  };
}

function word(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
