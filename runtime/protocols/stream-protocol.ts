import type { GatewayError } from "../errors.ts";
import type { EventKind } from "./event-kind.ts";
import type { Usage } from "./model/usage.ts";

/** How the streams of one protocol are read, as far as an answer's fate depends on it. All is pure. */
export interface StreamProtocol {
  /** What an event is worth; `data` and `event` are its fields. */
  readonly kindOf: (data: string | null, event: string | null) => EventKind;
  /** How many bytes of a stream's beginning are kept for `errorEvent`. */
  readonly keptHead: number;
  /** Whether a stream that ended with these bytes told its end: they may begin in the middle of an event. */
  readonly toldItsEnd: (tail: Buffer) => boolean;
  /** Whether the last event there can be stands in these bytes. */
  readonly hasLast: (tail: Buffer) => boolean;
  /** Whether nothing can follow that matters, so that silence behind it need not be waited out. */
  readonly nothingFollows: (tail: Buffer) => boolean;
  /** What an answer says of its tokens; `bytes` are all of it, or the end of its stream. null where it does not say. */
  readonly usageIn: (bytes: Buffer) => Usage | null;
  /** What completes a stream that ended well with these bytes; empty where nothing is missing. */
  readonly missing: (tail: Buffer) => Buffer;
  /** Tells an error to the client whose stream so far began and ends with these bytes; no sign of a good end comes behind it. */
  readonly errorEvent: (error: GatewayError, tail: Buffer) => Buffer;
  /** The same with an error as an upstream put it, `{"error":{…}}`. */
  readonly errorEventOf: (body: string, tail: Buffer) => Buffer;
}
