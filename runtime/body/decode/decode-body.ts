import type { ClientRequest } from "../../client.ts";
import { type GatewayError, gatewayError } from "../../errors.ts";
import { HeldBytes } from "../../wire/held-bytes.ts";
import { type BodyDone, tooLarge } from "../read-body.ts";
import { lossOf } from "../stalled-body.ts";
import type { Coding } from "./codings.ts";
import { decoderOf, type Zlib } from "./decoder.ts";
import { OverLimit } from "./over-limit.ts";

/**
 * Reads and decodes a request's body, up to `limit` decoded bytes. Decoding stops there, so that a decompression bomb is
 * never inflated.
 */
export function decodeBody(
  req: ClientRequest,
  codings: readonly Coding[],
  zlib: Zlib,
  limit: number,
  done: BodyDone,
): void {
  const stages = codings.map((coding) => decoderOf(coding, limit, zlib));
  const held = new HeldBytes();
  let over = false;

  function finish(result: Parameters<BodyDone>[0]): void {
    if (over) return;
    over = true;
    // The rest is read and discarded, so that the client gets to read the answer.
    req.resume();
    for (const stage of stages) stage.destroy();
    done(result);
  }

  for (const [index, stage] of stages.entries()) {
    stage.on("error", (error) => finish(error instanceof OverLimit ? tooMuch(error, limit) : broken(codings[index])));
    const next = stages[index + 1];
    if (next !== undefined) stage.pipe(next);
  }
  const [first] = stages;
  const last = stages.at(-1);
  req.on("data", (chunk: Buffer) => {
    if (over || first === undefined || first.write(chunk)) return;
    req.pause();
    first.once("drain", () => req.resume());
  });
  req.on("end", () => {
    if (!over) first?.end();
  });
  last?.on("data", (chunk: Buffer) => {
    if (over) return;
    held.push(chunk);
    if (held.length > limit) finish(tooLarge(limit));
  });
  last?.on("end", () => finish({ pieces: held.pieces, length: held.length }));
  req.on("error", (error) => finish(lossOf(error)));
  req.on("close", () => {
    if (!req.complete) finish(null);
  });
  if (req.destroyed) finish(null);
}

function tooMuch({ kind }: OverLimit, limit: number): GatewayError {
  if (kind === "bytes") return tooLarge(limit);
  const message = `The windows of the body's zstd frames take more than its bytes may, ${limit} in this server. Send it as one frame.`;
  return gatewayError("body_too_large", message);
}

function broken(coding: Coding | undefined): GatewayError {
  return gatewayError("invalid_json", `The request body could not be decoded: it is not whole and valid ${coding}.`);
}
