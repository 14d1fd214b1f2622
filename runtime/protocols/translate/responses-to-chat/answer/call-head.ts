import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { jsonText } from "../../../sse/json-text.ts";
import { textOf, wordOf } from "../json.ts";
import type { AnswerContext } from "./answer-context.ts";
import type { CallHead } from "./items.ts";

/** A tool call of chat, or a piece of one. */
export interface CallPiece {
  readonly id: string | null;
  readonly name: string | null;
  /** Arguments or input. */
  readonly given: string;
  readonly custom: boolean;
}

export function callPiece(call: JsonObject): CallPiece {
  const custom = isObject(call.custom);
  const inner = custom ? call.custom : call.function;
  const { name, arguments: args, input } = isObject(inner) ? inner : {};
  const given = custom ? input : args;
  return {
    id: wordOf(call.id),
    name: wordOf(name),
    // Some servers say arguments as the object that they stand for.
    given: isObject(given) ? jsonText(given) : textOf(given),
    custom,
  };
}

/** How a call is told, and whether its input is wrapped into the arguments of a function. */
export interface ToldCall {
  readonly head: CallHead;
  readonly wrapped: boolean;
}

export function toldCall({ id, name, custom }: Omit<CallPiece, "given">, { names, newId }: AnswerContext): ToldCall {
  const tool = names.toolOf(name ?? "");
  const kind = custom || tool?.kind === "custom" ? "custom" : "function";
  const head: CallHead = {
    id: `${kind === "custom" ? "ctc" : "fc"}_${newId()}`,
    kind,
    callId: id ?? `call_${newId()}`,
    name: tool?.name ?? name ?? "",
    namespace: tool?.namespace ?? null,
  };
  return { head, wrapped: kind === "custom" && !custom };
}
