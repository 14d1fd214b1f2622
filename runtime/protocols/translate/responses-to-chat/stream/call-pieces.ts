import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { type CallPiece, callPiece } from "../answer/call-head.ts";
import { listOf } from "../json.ts";

/** A call while its pieces arrive. */
export interface StreamedCall {
  id: string | null;
  name: string | null;
  custom: boolean;
}

/** Whose a piece is. */
export interface CallPieces {
  /** The calls that a delta speaks of, and what it brings of each. */
  of(delta: JsonObject): readonly { readonly call: StreamedCall; readonly piece: CallPiece }[];
}

const NONE: ReturnType<CallPieces["of"]> = [];

/**
 * By its index, else by its id, else the call that was spoken of last. Servers repeat names, and send ids or names late:
 * the first of each counts.
 */
export function callPieces(): CallPieces {
  const byIndex = new Map<number, StreamedCall>();
  const byId = new Map<string, StreamedCall>();
  let last: StreamedCall | null = null;
  /** The API's call of a function from before there were tools. */
  let legacy: StreamedCall | null = null;

  const known = (index: unknown, { id, name }: CallPiece): StreamedCall | null => {
    if (typeof index !== "number") return id === null ? last : (byId.get(id) ?? null);
    const call = byIndex.get(index) ?? null;
    // Some servers give each call the index 0, others each piece an id of its own: only a name as well is a new call.
    const another = call !== null && call.id !== null && id !== null && call.id !== id && name !== null;
    return another ? null : call;
  };

  const take = (raw: JsonObject): { call: StreamedCall; piece: CallPiece } => {
    const piece = callPiece(raw);
    const call = known(raw.index, piece) ?? { id: null, name: null, custom: false };
    if (typeof raw.index === "number") byIndex.set(raw.index, call);
    if (piece.id !== null) byId.set(piece.id, call);
    last = call;
    return { call: learn(call, piece), piece };
  };

  return {
    of({ tool_calls, function_call }) {
      const calls = listOf(tool_calls);
      if (calls.length === 0 && !isObject(function_call)) return NONE;
      const pieces = calls.filter(isObject).map(take);
      if (isObject(function_call)) {
        legacy ??= { id: null, name: null, custom: false };
        const piece = callPiece({ function: function_call });
        pieces.push({ call: learn(legacy, piece), piece });
      }
      return pieces;
    },
  };
}

function learn(call: StreamedCall, { id, name, custom }: CallPiece): StreamedCall {
  call.id ??= id;
  call.name ??= name;
  call.custom ||= custom;
  return call;
}
