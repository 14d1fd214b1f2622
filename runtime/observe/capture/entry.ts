import type { RequestContext } from "../../context.ts";
import type { Redaction } from "./redact/redaction.ts";

export type Direction = "client_to_turnout" | "turnout_to_upstream" | "upstream_to_turnout" | "turnout_to_client";

/**
 * `whole`: all of a message. One that is streamed, or too large to be held, has a `start`, a `chunk` for each piece
 * and an `end`. `error`: it broke off, before its start or behind it.
 */
export type EventName = "whole" | "start" | "chunk" | "end" | "error";

/** Which attempt a leg belongs to. */
export interface AttemptFacts {
  /** Counted from 1 for each request. */
  readonly number: number;
  readonly backend: string;
  readonly model: string;
  /** The variable that holds the key; null without a key. */
  readonly keyName: string | null;
}

/** One direction of one exchange: its bytes are one text, however they come. */
export interface Leg {
  readonly direction: Direction;
  readonly source: string;
  readonly destination: string;
  readonly context: RequestContext;
  /** null between a client and Turnout. */
  readonly attempt: AttemptFacts | null;
  /** Entries of it were dropped: what comes of it now could be the rest of a secret, so no more of its bytes is shown. */
  broken: boolean;
  /** What all its entries say alike, as it stands in their lines; null before the first is written. */
  shown: string | null;
  /** The text so far; null before the first of it is written. */
  text: LegText | null;
}

export interface LegText {
  readonly redaction: Redaction;
  /** The beginning of a character whose rest has not come. */
  unfinished: string;
}

/** What an entry says of a message beyond its bytes. */
export interface Facts {
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  /** Names and values in turn, not yet redacted. */
  readonly headers?: readonly string[];
  readonly contentType?: string | null;
  /** Why it broke off. */
  readonly error?: string;
  /** Turnout ended it, or the client left. */
  readonly aborted?: boolean;
  /** Milliseconds since what the leg is part of began. */
  readonly duration?: number;
  /** Why no payload is shown. */
  readonly omitted?: string;
}

/** Something that was seen, not yet put into words: that is done off the way of a request. */
export interface Entry {
  readonly leg: Leg;
  readonly event: EventName;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly pieces: readonly Buffer[];
  /** Bytes: of the pieces, of the message for `end`, as declared for `start`; null where it is not known. */
  readonly length: number | null;
  readonly facts: Facts;
  /** Entries of its leg before it are missing. */
  readonly incomplete: boolean;
  /** How many entries were dropped since the one before it. */
  readonly lostBefore: number;
}

/** Where entries go. */
export type RecordEntry = (leg: Leg, event: EventName, seen: Seen) => void;

export interface Seen {
  readonly pieces?: readonly Buffer[];
  readonly length: number | null;
  readonly facts?: Facts;
}
