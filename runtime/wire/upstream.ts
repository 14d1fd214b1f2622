/** One door to every kind of upstream: a request goes in, events come out. No promise and no wrapper per request. */

import type { Timeouts } from "../contract.ts";

/** Bytes as they arrived: never joined unless something needs them in one piece, for joining 1 MB costs as much as relaying it. */
export interface Payload {
  readonly pieces: readonly Buffer[];
  readonly length: number;
}

/** A body that goes up as it comes. */
export interface BodyStream {
  /** Bytes in all; null where only its end will tell, so that it goes out in chunks. */
  readonly length: number | null;
  /** Begins to give its bytes. Called once. */
  open(to: BodySink): void;
  /** The upstream takes more. */
  resume(): void;
  /** No more of it is wanted, though it had not ended. */
  close(): void;
}

export interface BodySink {
  /** false: nothing more until `resume` is called. */
  write(bytes: Buffer): boolean;
  end(): void;
  /** It will not become whole: the request is broken off. */
  fail(): void;
}

export interface UpstreamRequest {
  /** In capitals. */
  readonly method: string;
  /** Path and query, `/v1/chat/completions`. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Payload | BodyStream | null;
  /** Limits of this request in place of the upstream's own; null, and what is left out, leaves those. */
  readonly timeouts?: Pick<Partial<Timeouts>, "connect" | "streamIdle"> | null;
}

export function isStream(body: Payload | BodyStream | null): body is BodyStream {
  return body !== null && !("pieces" in body);
}

export interface UpstreamEvents {
  /** Called first, once, before `dispatch` returns. `abort` ends the request; `onError` follows with the reason. */
  onConnect(abort: (reason?: Error) => void): void;
  /** `headers`: names in lower case and values in turn. Returning false pauses until `resume` is called. */
  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean;
  /** The bytes are the receiver's to keep. Returning false pauses until `resume` is called. */
  onData(chunk: Buffer): boolean;
  onComplete(): void;
  /** The end of a request that failed. `abort` and `resume` mean nothing after this or `onComplete`. */
  onError(error: Error): void;
}

export interface Upstream {
  dispatch(request: UpstreamRequest, events: UpstreamEvents): void;
  /** Lets open requests finish, then closes the connections. */
  close(): Promise<void>;
}

/**
 * Why a request failed: `connection`, no connection or it broke; `timeout`, nothing came for too long; `protocol`,
 * what came is no HTTP; `malformed`, an event that cannot be read.
 */
export class UpstreamFailure extends Error {
  readonly kind: "connection" | "timeout" | "protocol" | "malformed";

  constructor(kind: UpstreamFailure["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}
