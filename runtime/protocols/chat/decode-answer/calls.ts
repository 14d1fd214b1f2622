import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn } from "../../json/read.ts";
import type { AnswerSink } from "../../model/answer-sink.ts";
import { type CallPiece, callPieceIn } from "./call-piece.ts";
import type { OfferedTools } from "./offered-tools.ts";
import { type GrowingCall, toolPieces } from "./tool-pieces.ts";
import { type WrappedInput, wrappedInput } from "./wrapped-input.ts";

/** Passes an answer's tool calls to a sink. */
export interface Calls {
  /** Takes the pieces of calls in a delta. */
  delta(delta: JsonObject): void;
  /** Takes the calls of a complete message. */
  message(message: JsonObject): void;
  /** Whether a call has an id or input, but no name so far. */
  nameless(): boolean;
  /** No call continues. */
  end(): void;
}

interface StreamedCall extends GrowingCall {
  name: string | null;
  custom: boolean;
  /** Input that arrived before the name. */
  early: string;
  /** Set once the call has been passed to the sink. */
  open: OpenCall | null;
}

/** A call that has been passed to the sink. */
interface OpenCall {
  readonly place: number;
  readonly wrapped: WrappedInput | null;
}

const NO_CALLS: readonly unknown[] = [];

export function createCalls(sink: AnswerSink, tools: OfferedTools): Calls {
  const streamed: StreamedCall[] = [];
  const opened: OpenCall[] = [];
  const create = (index: number): StreamedCall => {
    const call: StreamedCall = { index, id: null, name: null, custom: false, early: "", open: null };
    streamed.push(call);
    return call;
  };
  const pieces = toolPieces(create);
  /** The API's `function_call`, the predecessor of tool calls. */
  let legacy: StreamedCall | null = null;

  const pass = ({ place, wrapped }: OpenCall, input: string): void => {
    const piece = wrapped === null ? input : wrapped.add(input);
    if (piece !== "") sink.input(place, piece);
    if (wrapped?.ended() === true) sink.inputEnd(place);
  };

  const open = ({ id, name, custom }: Omit<CallPiece, "input">): OpenCall => {
    const known = tools.toolOf(name ?? "");
    const tool = custom || known?.kind === "custom" ? "custom" : "function";
    const call = { place: opened.length, wrapped: tool === "custom" && !custom ? wrappedInput() : null };
    opened.push(call);
    sink.call(call.place, { id, tool, name: known?.name ?? name ?? "", namespace: known?.namespace ?? null });
    return call;
  };

  const grow = (call: StreamedCall, { id, name, input, custom }: CallPiece): void => {
    call.id ??= id;
    call.name ??= name;
    call.custom ||= custom;
    if (call.open !== null) {
      pass(call.open, input);
      return;
    }
    call.early += input;
    if (call.name === null) return;
    call.open = open(call);
    pass(call.open, call.early);
    call.early = "";
  };

  return {
    delta({ tool_calls, function_call }) {
      for (const raw of Array.isArray(tool_calls) ? tool_calls : NO_CALLS) {
        if (!isObject(raw)) continue;
        const piece = callPieceIn(raw);
        grow(pieces.callOf({ index: raw.index, id: piece.id, named: piece.name !== null }), piece);
      }
      if (!isObject(function_call)) return;
      legacy ??= create(0);
      grow(legacy, callPieceIn({ function: function_call }));
    },
    message({ tool_calls, function_call }) {
      const calls = listIn(tool_calls).filter(isObject);
      for (const raw of isObject(function_call) ? [...calls, { function: function_call }] : calls) {
        const piece = callPieceIn(raw);
        pass(open(piece), piece.input);
      }
    },
    nameless: () => streamed.some(({ id, name, early }) => name === null && (id !== null || early !== "")),
    end() {
      for (const { place, wrapped } of opened) {
        const rest = wrapped?.rest() ?? "";
        if (rest !== "") sink.input(place, rest);
        sink.inputEnd(place);
      }
    },
  };
}
