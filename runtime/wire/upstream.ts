/** The interface to every kind of upstream: a request goes in, events come out. No promise and no wrapper per request. */

import type { Timeouts } from "../contract/timeouts.ts";
import type { ConnectionFault } from "../log/connection-fault.ts";

/**
 * Bytes as they arrived, joined only if something needs them in one piece, because joining 1 MB costs as much as relaying
 * it.
 */
export interface Payload {
  readonly pieces: readonly Buffer[];
  readonly length: number;
}

/** A body that is sent while it is still arriving. */
export interface BodyStream {
  /** The number of bytes; null if unknown before the end, so that it is sent in chunks. */
  readonly length: number | null;
  /** Starts passing on its bytes. Called once. */
  open(to: BodySink): void;
  /** The upstream can take more. */
  resume(): void;
  /** The rest is not needed, although it has not ended. */
  close(): void;
}

export interface BodySink {
  /** false: pause until `resume` is called. */
  write(bytes: Buffer): boolean;
  end(): void;
  /** It cannot be completed: the request is aborted. */
  fail(): void;
}

export interface UpstreamRequest {
  /** In capitals. */
  readonly method: string;
  /** Path and query, `/v1/chat/completions`. */
  readonly path: string;
  /** Alternating names and values. */
  readonly headers: readonly string[];
  readonly body: Payload | BodyStream | null;
  /** Whether it may have an effect each time that it arrives, so that it is sent over a connection that nobody closes. */
  readonly once?: boolean;
  /** Limits of this request; those that are null or left out are the upstream's own. */
  readonly timeouts?: Pick<Partial<Timeouts>, "connect" | "streamIdle"> | null;
}

export function isStream(body: Payload | BodyStream | null): body is BodyStream {
  return body !== null && !("pieces" in body);
}

export interface UpstreamEvents {
  /** Called first, once, before `dispatch` returns. `abort` ends the request; `onError` follows with the reason. */
  onConnect(abort: (reason?: Error) => void): void;
  /** `headers`: alternating names (in lower case) and values. Returning false pauses until `resume` is called. */
  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean;
  /** The receiver may keep the bytes, and change them. Returning false pauses until `resume` is called. */
  onData(chunk: Buffer): boolean;
  onComplete(): void;
  /** The request has failed and is over. `abort` and `resume` have no effect after this or `onComplete`. */
  onError(error: Error): void;
}

export interface Upstream {
  dispatch(request: UpstreamRequest, events: UpstreamEvents): void;
  /** Lets open requests finish, then closes the connections. */
  close(): Promise<void>;
}

/**
 * Why a request failed: `connection`, no connection, or it broke; `timeout`, nothing arrived for too long; `protocol`, not
 * valid HTTP; `malformed`, an event that cannot be read.
 */
export class UpstreamFailure extends Error {
  readonly kind: "connection" | "timeout" | "protocol" | "malformed";
  /** Of a `connection`; null if nothing is known. */
  readonly fault: ConnectionFault | null;

  constructor(kind: UpstreamFailure["kind"], message: string, fault: ConnectionFault | null = null) {
    super(message);
    this.kind = kind;
    this.fault = fault;
  }
}
