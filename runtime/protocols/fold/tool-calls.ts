import { type GrowingCall, toolPieces } from "../chat/decode-answer/tool-pieces.ts";
import { isObject, type JsonObject } from "../json/json-object.ts";
import { objectIn, wordIn } from "../json/read.ts";
import { first, type Growing, type GrowingObject, joined, latest, members } from "./growing.ts";

interface Call extends GrowingCall {
  readonly fields: GrowingObject;
}

/** Combines the pieces of `delta.tool_calls` into the message's list; null while there are none. */
export function growingToolCalls(): Growing {
  const calls: Call[] = [];
  const joined = toolPieces((index) => {
    const call = { index, id: null, fields: members(growField) };
    calls.push(call);
    return call;
  });

  return {
    add(pieces) {
      if (!Array.isArray(pieces)) return;
      for (const piece of pieces.filter(isObject)) {
        const { index, id } = piece;
        joined.callOf({ index, id: wordIn(id), named: isNamed(piece) }).fields.add(piece);
      }
    },
    value() {
      if (calls.length === 0) return null;
      return [...calls].sort((a, b) => a.index - b.index).map(({ fields }) => whole(fields.value() ?? {}));
    },
  };
}

function isNamed({ function: called, custom }: JsonObject): boolean {
  return wordIn(objectIn(called).name) !== null || wordIn(objectIn(custom).name) !== null;
}

function growField(key: string): Growing {
  if (key === "id" || key === "type") return first();
  // The input of a call: `function.arguments`, or `input` of a custom tool.
  return key === "function" || key === "custom" ? members((part) => (part === "name" ? first() : joined())) : latest();
}

/** A call in the API's form; servers leave out members that they consider implied. */
function whole({ index: _, ...call }: JsonObject): JsonObject {
  if (!isObject(call.function)) return call;
  return {
    ...call,
    type: call.type ?? "function",
    function: { ...call.function, arguments: call.function.arguments ?? "" },
  };
}
