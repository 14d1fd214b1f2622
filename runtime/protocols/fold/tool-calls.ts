import { isObject, type JsonObject } from "../sse/json-object.ts";
import { first, type Growing, type GrowingObject, joined, latest, members } from "./growing.ts";

interface Call {
  readonly index: number;
  readonly fields: GrowingObject;
}

/** The pieces of `delta.tool_calls` into the message's list; null while there is none. */
export function growingToolCalls(): Growing {
  const calls: Call[] = [];
  const byIndex = new Map<number, Call>();
  const byId = new Map<unknown, Call>();

  /** The call that a piece belongs to: by its index, else by its id, else the one that was spoken of last. */
  const known = ({ index, id, function: called }: JsonObject): Call | undefined => {
    if (typeof index !== "number") return isWord(id) ? byId.get(id) : calls.at(-1);
    const call = byIndex.get(index);
    // Some servers give each call the index 0, others each piece an id of its own: only a name as well is a new call.
    const before = call?.fields.get("id");
    const another = isWord(before) && isWord(id) && before !== id && isObject(called) && isWord(called.name);
    return another ? undefined : call;
  };

  return {
    add(pieces) {
      if (!Array.isArray(pieces)) return;
      for (const piece of pieces.filter(isObject)) {
        let call = known(piece);
        if (call === undefined) {
          call = { index: typeof piece.index === "number" ? piece.index : calls.length, fields: members(growField) };
          calls.push(call);
        }
        byIndex.set(call.index, call);
        if (isWord(piece.id)) byId.set(piece.id, call);
        call.fields.add(piece);
      }
    },
    value() {
      if (calls.length === 0) return null;
      return [...calls].sort((a, b) => a.index - b.index).map(({ fields }) => whole(fields.value() ?? {}));
    },
  };
}

function isWord(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function growField(key: string): Growing {
  if (key === "id" || key === "type") return first();
  // What a call is given: `function.arguments`, or `input` of a custom tool.
  return key === "function" || key === "custom" ? members((part) => (part === "name" ? first() : joined())) : latest();
}

/** A call as the API has it; servers leave out what they think goes without saying. */
function whole({ index: _, ...call }: JsonObject): JsonObject {
  if (!isObject(call.function)) return call;
  return {
    ...call,
    type: call.type ?? "function",
    function: { ...call.function, arguments: call.function.arguments ?? "" },
  };
}
