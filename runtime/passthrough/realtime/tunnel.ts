import type { Socket } from "node:net";
import { Transform } from "node:stream";
import { ByteMask } from "../../wire/masks/byte-mask.ts";
import type { Masks } from "../../wire/masks/masks.ts";

/**
 * Milliseconds between TCP keep-alive probes of a silent peer: one that has vanished is noticed, one that is only silent is
 * not cut off.
 */
const ALIVE_MS = 60_000;

/**
 * Joins two connections: bytes flow both ways, no faster than they are read, and an end in one direction is passed on.
 * `masks`: what is hidden on the way to the client.
 */
export function tunnel(client: Socket, upstream: Socket, masks: Masks | null): void {
  for (const [from, to] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    from.setTimeout(0);
    from.setNoDelay(true);
    from.setKeepAlive(true, ALIVE_MS);
    from.on("error", () => from.destroy());
    from.on("close", (broken) => (broken ? to.destroy() : to.destroySoon()));
  }
  client.pipe(upstream);
  if (masks === null || masks.inAnswers.secrets.length === 0) upstream.pipe(client);
  else upstream.pipe(withMask(new ByteMask(masks.inAnswers))).pipe(client);
}

/** Secrets have no more bytes when they are hidden, so the frames around them stay right. */
function withMask(mask: ByteMask): Transform {
  return new Transform({
    transform: (piece: Buffer, _, done) => done(null, mask.push(piece)),
    flush: (done) => done(null, mask.rest()),
  });
}
