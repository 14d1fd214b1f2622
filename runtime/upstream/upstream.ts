/**
 * One door to every kind of upstream: a request goes in, events come out. The events are undici 7's own native
 * handler methods, so that an HTTP upstream needs no wrapper object and no promise per request.
 */

/** Bytes as they arrived: never joined unless something needs them in one piece, for joining 1 MB costs as much as relaying it. */
export interface Payload {
  readonly pieces: readonly Buffer[];
  readonly length: number;
}

export interface UpstreamRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path and query, `/v1/chat/completions`. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: Payload | null;
}

export interface UpstreamEvents {
  /** Called first, once. `abort` ends the request at once; `onError` follows with the reason. */
  onConnect(abort: (reason?: Error) => void): void;
  /** `headers`: names and values in turn. Returning false pauses until `resume` is called. */
  onHeaders(status: number, headers: Buffer[], resume: () => void): boolean;
  /** Returning false pauses until `resume` is called. */
  onData(chunk: Buffer): boolean;
  onComplete(): void;
  /** The end of a request that failed: refused, reset, timed out, cut, aborted. */
  onError(error: Error): void;
}

export interface Upstream {
  dispatch(request: UpstreamRequest, events: UpstreamEvents): void;
  /** Lets open requests finish, then closes the connections. */
  close(): Promise<void>;
}
