import type { StreamProtocol } from "./stream-protocol.ts";

/** How far a stream is. */
export type StreamProgress =
  /** More has to follow. */
  | "open"
  /** Every choice that was asked for has finished; its usage may follow. */
  | "finished"
  /** All that was asked for has arrived, except for the marker of the end. */
  | "complete"
  /** The last event has arrived. */
  | "done";

/** Why a stream cannot continue. */
export type StreamFault =
  /** An event that cannot be read, or that no client can use. */
  | { readonly kind: "malformed" }
  /** The upstream's error; `data` is that of its event. */
  | { readonly kind: "error"; readonly data: string | null };

/**
 * Follows one stream of an upstream that speaks the client's protocol, and repairs the events that the client's libraries
 * would misread.
 */
export interface StreamMender {
  /**
   * The events for the client, in pieces of complete events, so that what needs no repair is not copied: the same Buffer
   * alone if nothing does. Takes complete events. An error event is the last one that it returns, an event that cannot be
   * read is left out; both set `fault`.
   */
  mend(events: Buffer): readonly Buffer[];
  /** null as long as nothing is wrong. */
  readonly fault: StreamFault | null;
  /**
   * Whether there was output, or the end of an answer; null if the events have to be read for it. If it is not null, `fault`
   * tells of every error.
   */
  readonly hasOutput: boolean | null;
  /** null if only the bytes at the stream's end show it. */
  readonly progress: StreamProgress | null;
  /** What the client still lacks when the stream ends well. Called once. */
  end(): Buffer;
}

export interface MenderNeeds {
  /** A top-level member of the client's request; undefined if it is absent. */
  readonly field: (name: string) => unknown;
  /** Whether the upstream was asked for the usage, whatever the client asked for. */
  readonly usage: boolean;
  /** Random letters and digits, different with each call. */
  readonly newId: () => string;
}

/** How the streams of one protocol are mended. */
export interface Mending {
  readonly protocol: StreamProtocol;
  readonly open: (needs: MenderNeeds) => StreamMender;
}
