import type { Socket } from "node:net";

/** Milliseconds between looks at a silent peer by TCP: one that has vanished is noticed, one that says nothing is not cut. */
const ALIVE_MS = 60_000;

/** Joins two connections: bytes both ways, no faster than they are taken; what ends one way ends there first. */
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
