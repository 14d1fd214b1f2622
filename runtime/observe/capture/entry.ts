import type { RequestContext } from "../../context.ts";
import type { Redaction } from "./redact/redaction.ts";

export type Direction = "client_to_turnout" | "turnout_to_upstream" | "upstream_to_turnout" | "turnout_to_client";

/**
 * `whole`: a complete message. A message that is streamed, or too large to be held, has a `start`, a `chunk` for each piece
 * and an `end`. `error`: it broke off, before or after its start.
 */
export type EventName = "whole" | "start" | "chunk" | "end" | "error";

/** The attempt that a leg belongs to. */
export interface AttemptFacts {
  /** Counted from 1 for each request. */
  readonly number: number;
  readonly backend: string;
  readonly model: string;
  /** The variable that holds the key; null if there is no key. */
  readonly keyName: string | null;
}

/** One direction of one exchange: its bytes form one text, however they arrive. */
export interface Leg {
  readonly direction: Direction;
  readonly source: string;
  readonly destination: string;
  readonly context: RequestContext;
  /** null between a client and Turnout. */
  readonly attempt: AttemptFacts | null;
  /** Entries of it were dropped: what follows could be the rest of a secret, so no more of its bytes are shown. */
  broken: boolean;
  /** The part that all its lines share, formatted; null before the first line. */
  shown: string | null;
  /** The text so far; null before the first line. */
  text: LegText | null;
}

export interface LegText {
  readonly redaction: Redaction;
  /** The start of a character whose remaining bytes have not arrived. */
  unfinished: string;
}

/** What an entry contains besides a message's bytes. */
export interface Facts {
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  /** Alternating names and values, not yet redacted. */
  readonly headers?: readonly string[];
  readonly contentType?: string | null;
  /** Why it broke off. */
  readonly error?: string;
  /** Turnout ended it, or the client left. */
  readonly aborted?: boolean;
  /** Milliseconds since the request or the attempt began. */
  readonly duration?: number;
  /** Why no payload is shown. */
  readonly omitted?: string;
}

/** Something to record, not yet formatted: that is done outside the request path. */
export interface Entry {
  readonly leg: Leg;
  readonly event: EventName;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly pieces: readonly Buffer[];
  /** Bytes: of the pieces; of the message for `end`; as declared for `start`; null if unknown. */
  readonly length: number | null;
  readonly facts: Facts;
  /** Whether earlier entries of its leg are missing. */
  readonly incomplete: boolean;
  /** How many entries were dropped since the one before it. */
  readonly lostBefore: number;
}

/** Records an entry. */
export type RecordEntry = (leg: Leg, event: EventName, seen: Seen) => void;

export interface Seen {
  readonly pieces?: readonly Buffer[];
  readonly length: number | null;
  readonly facts?: Facts;
}
