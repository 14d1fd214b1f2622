import type { Reading, ResponseReader } from "../../runtime/upstream/http/response-reader.ts";
import type { UpstreamEvents } from "../../runtime/wire/upstream.ts";

/** What a reader told of one response, the pieces of its body joined. */
export interface ResponseLog extends UpstreamEvents {
  status: number | null;
  headers: readonly string[];
  readonly body: Buffer;
  /** How often the body came in a piece. */
  pieces: number;
  /** What the log answers to headers and data; false pauses. */
  flowing: boolean;
}

export function responseLog(): ResponseLog {
  const pieces: Buffer[] = [];
  return {
    status: null,
    headers: [],
    pieces: 0,
    flowing: true,
    get body() {
      return Buffer.concat(pieces);
    },
    onConnect() {},
    onHeaders(status, headers) {
      if (this.status !== null) throw new Error("The headers came twice.");
      this.status = status;
      this.headers = headers;
      return this.flowing;
    },
    onData(chunk) {
      pieces.push(chunk);
      this.pieces++;
      return this.flowing;
    },
    onComplete() {},
    onError() {},
  };
}

/** Gives a reader the pieces, each in memory that is written over once it was read, as the read buffer is. */
export function feed(reader: ResponseReader, pieces: readonly Buffer[]): Reading {
  let reading: Reading = { kind: "open", paused: false };
  for (const piece of pieces) {
    if (piece.length === 0) continue;
    const lent = Buffer.from(piece);
    reading = reader.read(lent);
    lent.fill(0x2a);
    if (reading.kind !== "open") return reading;
  }
  return reading;
}
