import { isObject, type JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { stringIn, wordIn } from "../../json/read.ts";

/** A tool call, or a piece of one. */
export interface CallPiece {
  readonly id: string | null;
  readonly name: string | null;
  /** Arguments of a function, or the input of a custom tool. */
  readonly input: string;
  readonly custom: boolean;
}

export function callPieceIn(call: JsonObject): CallPiece {
  const custom = isObject(call.custom);
  const inner = custom ? call.custom : call.function;
  const { name, arguments: args, input } = isObject(inner) ? inner : {};
  const given = custom ? input : args;
  return {
    id: wordIn(call.id),
    name: wordIn(name),
    // Some servers send arguments as an object instead of JSON text.
    input: isObject(given) ? jsonText(given) : stringIn(given),
    custom,
  };
}
