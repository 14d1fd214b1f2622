import type { IncomingMessage } from "node:http";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { Payload } from "../wire/upstream.ts";
import { lossOf } from "./stalled-body.ts";

/** Called once. `null`: the client left before its request was complete. */
export type BodyDone = (body: Payload | GatewayError | null) => void;

/** Reads a request's body as it arrives, up to `limit` bytes; bytes beyond the limit are not kept. */
export function readBody(req: IncomingMessage, limit: number, done: BodyDone): void {
  if (Number(req.headers["content-length"]) > limit) {
    done(tooLarge(limit));
    return;
  }
  let pieces: Buffer[] = [];
  let length = 0;
  let over = false;
  req.on("data", (chunk: Buffer) => {
    if (over) return;
    length += chunk.length;
    if (length > limit) {
      over = true;
      pieces.length = 0;
      done(tooLarge(limit));
      return;
    }
    pieces.push(chunk);
  });
  req.on("end", () => {
    if (over) return;
    const all = pieces;
    // A connection keeps its last request, which need not keep its body.
    pieces = [];
    done({ pieces: all, length });
  });
  req.on("error", (error) => {
    if (over) return;
    over = true;
    pieces.length = 0;
    done(lossOf(error));
  });
}

export function tooLarge(limit: number): GatewayError {
  return gatewayError("body_too_large", `The request body is larger than the ${limit} bytes that this server takes.`);
}
