import { errorIn } from "../failure/event-error.ts";
import type { Outcome } from "../failure/outcome.ts";
import { readEvent } from "../protocols/sse/event-reader.ts";
import { firstMalformed } from "../protocols/sse/well-formed.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";

export interface Judgement {
  /** Whether there is output among the events or before them, or the end of an answer. */
  readonly output: boolean;
  /** Why this attempt brings no answer; null where nothing speaks against it. */
  readonly failure: Outcome | null;
  /** The data of the error event, if that is why. */
  readonly said: string | null;
}

const START: Judgement = { output: false, failure: null, said: null };
const OUTPUT: Judgement = { output: true, failure: null, said: null };
const MALFORMED: Judgement = { output: false, failure: { kind: "invalid", reason: "malformed" }, said: null };
/** The word stands in every error event, as a key, a type or the event's name; and in few others. */
const ERROR = Buffer.from("error");

export interface JudgeInput {
  readonly protocol: StreamProtocol;
  /** Whole events. */
  readonly bytes: Buffer;
  /** Whether there was output before them. */
  readonly spoken: boolean;
  /** Whether errors behind the first output count too: nothing is sent before the end. */
  readonly toTheEnd: boolean;
}

/**
 * What events of a stream mean of which nothing has been sent yet. Up to the first output each is looked at; those that
 * follow, in a fraction of the time, only for what speaks against them.
 */
export function judge({ protocol, bytes, spoken, toTheEnd }: JudgeInput): Judgement {
  let output = spoken;
  let at = 0;
  while (!output && at < bytes.length) {
    const { event, data, end } = readEvent(bytes, at);
    at = end;
    switch (protocol.kindOf(data, event)) {
      case "malformed":
        return MALFORMED;
      case "error":
        return errorOf(data);
      case "output":
      case "end":
      case "done":
        output = true;
    }
  }
  if (!output) return START;
  const error = toTheEnd ? errorAmong(protocol, bytes, at) : null;
  return error ?? (firstMalformed(bytes, at) < 0 ? OUTPUT : MALFORMED);
}

/** The upstream's own error among events, the first of which may be half an event; null if there is none. */
export function errorAmong(protocol: StreamProtocol, bytes: Buffer, from = 0): Judgement | null {
  if (!bytes.includes(ERROR, from)) return null;
  for (let at = from; at < bytes.length; ) {
    const { event, data, end } = readEvent(bytes, at);
    if (protocol.kindOf(data, event) === "error") return errorOf(data);
    at = end;
  }
  return null;
}

function errorOf(data: string | null): Judgement {
  return { output: false, failure: { kind: "status", ...errorIn(data), retryAfter: null }, said: data };
}
