import { isObject, type JsonObject, parseObject } from "../../json/json-object.ts";
import { listIn, objectIn } from "../../json/read.ts";
import { eventOf } from "./event-text.ts";
import type { CallInput, OrderedCall } from "./mended-calls.ts";

/** An event that goes out later. */
interface Waiting {
  /** null: it belongs to no call, and keeps its place behind what arrived before it. */
  readonly piece: CallInput | null;
  readonly event: Buffer;
}

/**
 * Sends the tool calls of a choice one after the other, where a server sends pieces of several in turn: client libraries
 * take a call for complete when another begins, or append each piece to the last call. What arrives in order passes.
 */
export class CallTurns {
  #current: OrderedCall | null = null;
  /** That of the current call. */
  #input = "";
  #waiting: Waiting[] = [];

  get waits(): boolean {
    return this.#waiting.length > 0;
  }

  /** What can be sent of a chunk with one choice: `event` if that is all of it. `pieces`: of its calls. */
  take(event: Buffer, chunk: JsonObject, pieces: readonly CallInput[], finished: boolean): Buffer {
    if (!this.waits && (finished || this.#areInTurn(pieces))) return event;
    const out: Buffer[] = [];
    const isOne = pieces.length === 0 || (pieces.length === 1 && !finished);
    for (const each of isOne ? [{ piece: pieces[0] ?? null, event }] : apart(chunk, pieces, finished))
      this.#put(each, out);
    if (finished) out.push(this.flush());
    return Buffer.concat(out);
  }

  /** All that waits, in order: nothing follows that could come before it. */
  flush(): Buffer {
    const out: Buffer[] = [];
    while (this.waits) this.#next(out);
    return Buffer.concat(out);
  }

  #areInTurn(pieces: readonly CallInput[]): boolean {
    let current = this.#current;
    let input = this.#input;
    for (const piece of pieces) {
      if (piece.call !== current) {
        if (current !== null && (piece.call.place < current.place || !isWhole(current, input))) return false;
        current = piece.call;
        input = "";
      }
      input += piece.input;
    }
    this.#current = current;
    this.#input = input;
    return true;
  }

  #put(each: Waiting, out: Buffer[]): void {
    const { piece, event } = each;
    if (!this.waits && (piece === null || this.#areInTurn([piece]))) out.push(event);
    else if (piece === null || this.#current === null || piece.call.place > this.#current.place)
      this.#waiting.push(each);
    else if (piece.call === this.#current) {
      this.#input += piece.input;
      out.push(event);
      while (this.waits && this.#isWhole()) this.#next(out);
      // Behind a complete call there is at most white space.
    } else if (piece.input.trim() !== "") out.push(event);
  }

  #isWhole(): boolean {
    return this.#current === null || isWhole(this.#current, this.#input);
  }

  /** Sends what waited first: an event, or all of a call. */
  #next(out: Buffer[]): void {
    const [first, ...others] = this.#waiting;
    if (first === undefined) return;
    const { piece } = first;
    if (piece === null) {
      this.#waiting = others;
      out.push(first.event);
      return;
    }
    this.#current = piece.call;
    this.#input = "";
    const left: Waiting[] = [];
    for (const each of this.#waiting) {
      if (each.piece?.call !== piece.call) {
        left.push(each);
        continue;
      }
      this.#input += each.piece.input;
      out.push(each.event);
    }
    this.#waiting = left;
  }
}

/** Only providers that send calls one after the other have custom tools, whose input has no end that shows. */
function isWhole({ custom }: OrderedCall, input: string): boolean {
  return custom || (input.trimEnd().endsWith("}") && parseObject(input) !== null);
}

/** Each piece in an event of its own, behind the rest of the delta and before the finish. */
function apart(chunk: JsonObject, pieces: readonly CallInput[], finished: boolean): readonly Waiting[] {
  const choice = objectIn(listIn(chunk.choices)[0]);
  const { tool_calls: calls, ...others } = objectIn(choice.delta);
  const event = (delta: JsonObject, more: JsonObject): Buffer =>
    eventOf({ ...chunk, choices: [{ ...choice, delta, ...more }] });
  const unfinished = { finish_reason: null };
  const sent = listIn(calls).filter(isObject);
  return [
    ...(Object.keys(others).length > 0 ? [{ piece: null, event: event(others, unfinished) }] : []),
    ...pieces.map((piece, at) => ({ piece, event: event({ tool_calls: [sent[at]] }, unfinished) })),
    ...(finished ? [{ piece: null, event: event({}, {}) }] : []),
  ];
}
