import type { ErrorReader } from "../failure/error-reader.ts";
import type { Outcome } from "../failure/outcome.ts";
import { readEvent } from "../protocols/sse/event-reader.ts";
import type { StreamFault, StreamMender } from "../protocols/stream-mender.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";

export interface Judgement {
  /** Whether the events, or earlier ones, include output or the end of an answer. */
  readonly output: boolean;
  /** Why this attempt has failed; null if nothing is wrong so far. */
  readonly failure: Outcome | null;
  /** The data of the error event, if that is the reason. */
  readonly errorData: string | null;
}

const START: Judgement = { output: false, failure: null, errorData: null };
const OUTPUT: Judgement = { output: true, failure: null, errorData: null };
/** `[DONE]` alone is nothing that a client could use. */
const EMPTY: Judgement = { output: false, failure: { kind: "invalid", reason: "cut" }, errorData: null };
const MALFORMED: Judgement = { output: false, failure: { kind: "invalid", reason: "malformed" }, errorData: null };
/** Every error event contains the word, as a key, a type or the event's name; few others do. */
const ERROR = Buffer.from("error");

/** How the events of a stream are read. */
export interface Reading {
  readonly protocol: StreamProtocol;
  readonly errors: ErrorReader;
}

export interface JudgeInput {
  readonly reading: Reading;
  /** What the events have passed through; null if Turnout wrote them itself. */
  readonly mender: StreamMender | null;
  /** Complete events, well-formed. */
  readonly events: readonly Buffer[];
  /** Whether there was output before them. */
  readonly hadOutput: boolean;
  /** Whether errors after the first output count too, because nothing is sent before the end. */
  readonly toTheEnd: boolean;
}

/**
 * Judges the events of a stream of which nothing has been sent yet. Up to the first output each event is parsed; later ones
 * are only searched for an error, in a fraction of the time.
 */
export function judge({ reading, mender, events, hadOutput, toTheEnd }: JudgeInput): Judgement {
  if (mender !== null && mender.hasOutput !== null) {
    if (mender.hasOutput) return OUTPUT;
    return mender.progress === "done" ? EMPTY : START;
  }
  let output = hadOutput;
  for (const bytes of events) {
    const judged = judgePiece(reading, bytes, output, toTheEnd);
    if (judged.failure !== null) return judged;
    output = judged.output;
    if (output && !toTheEnd) break;
  }
  return output ? OUTPUT : START;
}

function judgePiece(reading: Reading, bytes: Buffer, hadOutput: boolean, toTheEnd: boolean): Judgement {
  const { protocol, errors } = reading;
  let output = hadOutput;
  let at = 0;
  while (!output && at < bytes.length) {
    const { event, data, end } = readEvent(bytes, at);
    at = end;
    switch (protocol.kindOf(data, event)) {
      case "malformed":
        return MALFORMED;
      case "error":
        return errorOf(errors, data);
      case "done":
        return EMPTY;
      case "output":
      case "end":
        output = true;
    }
  }
  if (!output) return START;
  return (toTheEnd ? errorAmong(reading, bytes, at) : null) ?? OUTPUT;
}

/** The upstream's error among events, the first of which may be incomplete; null if there is none. */
export function errorAmong({ protocol, errors }: Reading, bytes: Buffer, from = 0): Judgement | null {
  if (!bytes.includes(ERROR, from)) return null;
  for (let at = from; at < bytes.length; ) {
    const { event, data, end } = readEvent(bytes, at);
    if (protocol.kindOf(data, event) === "error") return errorOf(errors, data);
    at = end;
  }
  return null;
}

/** What a fault of the events means for the attempt. */
export function judgeFault({ errors }: Reading, fault: StreamFault): Judgement {
  return fault.kind === "error" ? errorOf(errors, fault.data) : MALFORMED;
}

function errorOf(errors: ErrorReader, data: string | null): Judgement {
  return { output: false, failure: { kind: "status", ...errors.errorIn(data), retryAfter: null }, errorData: data };
}
