import { isObject, type JsonObject } from "../../json/json-object.ts";
import { objectIn, wordIn } from "../../json/read.ts";
import { isFinish } from "../stream/event-kind.ts";
import { type CallInput, type MendedCalls, mendedCalls } from "./mended-calls.ts";

const NONE: readonly CallInput[] = [];

/** Repairs one choice of a stream, chunk by chunk. */
export class MendedChoice {
  /** Whether it has a finish reason. More may follow: some servers have one in every chunk. */
  finished = false;
  /** What its last chunk adds to calls. */
  inputs = NONE;
  readonly #newId: () => string;
  /** null before the first. */
  #calls: MendedCalls | null = null;
  #begun = false;
  /** Of the API's `function_call`, the predecessor of tool calls: whether it has input, and whether its name has come. */
  #called = false;
  #named = false;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** Whether a call has no name so far: no client can use it. */
  get nameless(): boolean {
    return (this.#called && !this.#named) || this.#calls?.nameless() === true;
  }

  /** The same object if it needs no repair. `index`: its index for the client. */
  mend(choice: JsonObject, index: number): JsonObject {
    let mended = choice;
    this.inputs = NONE;
    if (choice.index !== index) mended = { ...mended, index };
    // Some servers send "" until a choice finishes.
    if (choice.finish_reason === "") mended = { ...mended, finish_reason: null };
    if (isFinish(choice.finish_reason)) this.finished = true;
    // That of a text completion.
    if (choice.text !== undefined) return mended;
    const sent = choice.delta ?? choice.message;
    const delta = this.#mendDelta(objectIn(sent));
    return delta === choice.delta ? mended : { ...mended, message: undefined, delta };
  }

  #mendDelta(delta: JsonObject): JsonObject {
    const { role, tool_calls: calls, function_call: call } = delta;
    let mended = delta;
    if (!this.#begun) {
      this.#begun = true;
      if (wordIn(role) === null) mended = { ...mended, role: "assistant" };
    }
    if (isObject(call)) {
      this.#called ||= wordIn(call.arguments) !== null;
      this.#named ||= wordIn(call.name) !== null;
    }
    if (!Array.isArray(calls)) return mended;
    this.#calls ??= mendedCalls(this.#newId);
    const now = this.#calls.mend(calls);
    this.inputs = this.#calls.inputs;
    return now === calls ? mended : { ...mended, tool_calls: now };
  }
}
