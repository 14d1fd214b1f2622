import type { GatewayError } from "../errors.ts";
import type { EventKind } from "./event-kind.ts";
import type { Usage } from "./model/usage.ts";

/** How to read the streams of one protocol, as far as failover and relaying need it. All functions are pure. */
export interface StreamProtocol {
  /** The members of a request that ask for such a stream, and for its usage. */
  readonly asked: AskedMembers;
  /** Whether its events can contain the headers of the upstream's answer. */
  readonly containsHeaders: boolean;
  /** Classifies an event; `data` and `event` are its fields. */
  readonly kindOf: (data: string | null, event: string | null) => EventKind;
  /** How many bytes of a stream's start are kept for `errorEvent`. */
  readonly keptHead: number;
  /**
   * Whether a stream that ended with these bytes is complete. They may start in the middle of an event. A mender, where there
   * is one, knows better.
   */
  readonly isComplete: (tail: Buffer) => boolean;
  /** Whether these bytes contain an event that ends a stream. */
  readonly hasLast: (tail: Buffer) => boolean;
  /** The usage of an answer; `bytes` are all of it, or the end of its stream. null if there is none. */
  readonly usageIn: (bytes: Buffer) => Usage | null;
  /**
   * Whether the connection is broken off after an error event: some clients skip the event, and would take a stream that
   * ends like any other for complete.
   */
  readonly breaksOff: boolean;
  /**
   * An error event for the client, whose stream starts and ends with these bytes so far; no marker of a normal end
   * follows.
   */
  readonly errorEvent: (error: GatewayError, tail: Buffer) => Buffer;
  /** The same with an upstream's own error, `{"error":{…}}`. `retryAfter`: in seconds, if the upstream said when. */
  readonly errorEventOf: (body: string, tail: Buffer, retryAfter: string | null) => Buffer;
  /** What a client still needs behind an upstream's own error event, with which its stream ended. */
  readonly afterError: (tail: Buffer) => Buffer;
  /**
   * Whether a rate limit that an upstream reports in its stream is passed on in a stream, even if the client could be given
   * an answer with the status 429.
   */
  readonly limitsAsEvents: boolean;
}

export type AskedMembers = Readonly<Record<string, boolean | Readonly<Record<string, boolean>>>>;
