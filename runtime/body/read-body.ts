import type { ClientRequest } from "../client.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import { HeldBytes } from "../wire/held-bytes.ts";
import type { Payload } from "../wire/upstream.ts";
import { lossOf } from "./stalled-body.ts";

/** Called once. `null`: the client left before its request was complete. */
export type BodyDone = (body: Payload | GatewayError | null) => void;

/** Reads a request's body as it arrives, up to `limit` bytes; bytes beyond the limit are not kept. */
export function readBody(req: ClientRequest, limit: number, done: BodyDone): void {
  if (Number(req.headers["content-length"]) > limit) {
    done(tooLarge(limit));
    return;
  }
  const held = new HeldBytes();
  let over = false;
  req.on("data", (chunk: Buffer) => {
    if (over) return;
    held.push(chunk);
    if (held.length <= limit) return;
    over = true;
    held.clear();
    done(tooLarge(limit));
  });
  req.on("end", () => {
    if (over) return;
    const { pieces, length } = held;
    // A connection keeps its last request, which need not keep its body.
    held.clear();
    done({ pieces, length });
  });
  req.on("error", (error) => {
    if (over) return;
    over = true;
    held.clear();
    done(lossOf(error));
  });
}

export function tooLarge(limit: number): GatewayError {
  return gatewayError("body_too_large", `The request body is larger than the ${limit} bytes that this server takes.`);
}
