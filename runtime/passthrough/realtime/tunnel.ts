import type { Socket } from "node:net";

/**
 * Milliseconds between TCP keep-alive probes of a silent peer: one that has vanished is noticed, one that is only silent is
 * not cut off.
 */
const ALIVE_MS = 60_000;

/** Joins two connections: bytes flow both ways, no faster than they are read, and an end in one direction is passed on. */
export function tunnel(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.setTimeout(0);
    from.setNoDelay(true);
    from.setKeepAlive(true, ALIVE_MS);
    from.on("error", () => from.destroy());
    from.on("close", (broken) => (broken ? to.destroy() : to.destroySoon()));
    from.pipe(to);
  }
}
