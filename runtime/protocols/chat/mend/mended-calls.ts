import { isObject, type JsonObject } from "../../json/json-object.ts";
import { wordIn } from "../../json/read.ts";
import type { Members } from "../../model/members.ts";
import { type CallPiece, callPieceIn } from "../decode-answer/call-piece.ts";
import { type GrowingCall, toolPieces } from "../decode-answer/tool-pieces.ts";
import { mapped } from "./mapped.ts";

export interface OrderedCall {
  /** Its index for the client: the calls are numbered from 0, in the order of their first pieces. */
  readonly place: number;
  readonly custom: boolean;
}

/** What a piece adds to its call. */
export interface CallInput {
  readonly call: OrderedCall;
  readonly input: string;
}

/** Repairs the pieces of one choice's tool calls. */
export interface MendedCalls {
  /** The same list if nothing in it needs a repair. */
  mend(pieces: readonly unknown[]): readonly unknown[];
  /** Those of the last list. */
  readonly inputs: readonly CallInput[];
  /** Whether a call has an id or input, but no name so far. */
  nameless(): boolean;
}

interface Call extends GrowingCall, OrderedCall {
  custom: boolean;
  name: string | null;
  /** Whether it has had a piece, and whether one had an id or input: some servers send empty pieces. */
  begun: boolean;
  given: boolean;
}

export function mendedCalls(newId: () => string): MendedCalls {
  const calls: Call[] = [];
  let inputs: CallInput[] = [];
  const pieces = toolPieces((index) => {
    const place = calls.length;
    const call: Call = { index, id: null, place, custom: false, name: null, begun: false, given: false };
    calls.push(call);
    return call;
  });

  const mendPiece = (raw: JsonObject): JsonObject => {
    const piece = callPieceIn(raw);
    const call = pieces.callOf({ index: raw.index, id: piece.id, named: piece.name !== null });
    const repairs: Members = raw.index === call.place ? {} : { index: call.place };
    if (call.begun) laterRepairs(call, piece, raw, repairs);
    else firstRepairs(piece, raw, repairs, newId);
    call.begun = true;
    call.custom ||= piece.custom;
    inputs.push({ call, input: piece.input });
    call.given ||= piece.id !== null || piece.input !== "";
    call.name ??= piece.name;
    return Object.keys(repairs).length === 0 ? raw : { ...raw, ...repairs };
  };

  return {
    mend(list) {
      inputs = [];
      return mapped(list, (raw) => (isObject(raw) ? mendPiece(raw) : raw));
    },
    get inputs() {
      return inputs;
    },
    nameless: () => calls.some(({ name, given }) => given && name === null),
  };
}

/** The first piece has all but the rest of the input. */
function firstRepairs(piece: CallPiece, raw: JsonObject, repairs: Members, newId: () => string): void {
  if (piece.id === null) repairs.id = `call_${newId()}`;
  if (wordIn(raw.type) === null) repairs.type = piece.custom ? "custom" : "function";
  const { function: called } = raw;
  if (isObject(called) && typeof called.arguments !== "string")
    repairs.function = { ...called, arguments: piece.input };
}

/** Helpers append the texts of all pieces, so an id or a name must not come twice; to others, a type begins another call. */
function laterRepairs(call: Call, piece: CallPiece, raw: JsonObject, repairs: Members): void {
  if (piece.id !== null) repairs.id = undefined;
  if (wordIn(raw.type) !== null) repairs.type = undefined;
  if (!isObject(raw.function)) return;
  const { name, arguments: args } = raw.function;
  const repeated = piece.name !== null && name === call.name;
  if (!repeated && !isObject(args)) return;
  repairs.function = {
    ...raw.function,
    ...(repeated ? { name: undefined } : null),
    ...(isObject(args) ? { arguments: piece.input } : null),
  };
}
