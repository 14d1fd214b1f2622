import type { JsonObject } from "../../json/json-object.ts";
import { wordIn } from "../../json/read.ts";
import type { AnswerSink, CalledTool } from "../../model/answer-sink.ts";
import { inPieces } from "./pieces.ts";

/** A `function_call` or a `custom_tool_call`. */
export interface CallItem {
  /** Takes the item in the state in which it starts. */
  open(item: JsonObject): void;
  input(piece: unknown): void;
  wholeInput(input: unknown): void;
  complete(item: JsonObject): void;
}

/** `next` counts the calls of the answer. */
export function callItem(sink: AnswerSink, next: () => number): CallItem {
  const pieces = inPieces();
  let index: number | null = null;
  let whole = false;
  /** Input that arrived before the call had a name. */
  let early = "";

  const pass = (piece: string): void => {
    if (index === null) early += piece;
    else if (piece !== "") sink.input(index, piece);
  };
  const open = (item: JsonObject): void => {
    const name = wordIn(item.name);
    if (index !== null || name === null) return;
    index = next();
    sink.call(index, toolIn(item, name));
    pass(early);
    early = "";
  };

  return {
    open,
    input: (piece) => pass(pieces.next(piece)),
    wholeInput: (input) => pass(pieces.rest(input)),
    complete(item) {
      open(item);
      pass(pieces.rest(item.type === "custom_tool_call" ? item.input : item.arguments));
      if (index === null || whole) return;
      whole = true;
      sink.inputEnd(index);
    },
  };
}

function toolIn({ type, call_id, id, namespace }: JsonObject, name: string): CalledTool {
  return {
    id: wordIn(call_id) ?? wordIn(id),
    tool: type === "custom_tool_call" ? "custom" : "function",
    name,
    namespace: wordIn(namespace),
  };
}
