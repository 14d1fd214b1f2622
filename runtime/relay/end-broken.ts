import type { ClientAnswer } from "../client.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";

/**
 * How long a client has for the error event before the connection breaks off: `fetch` and others forget what they have not
 * handed on when it does. Not by the gateway's clock: it is about sockets, as a server's last wait for them is.
 */
const READING_MS = 250;

/** Ends a stream that is not complete; `last` is its error event, unless that has been sent. */
export function endBroken(res: ClientAnswer, { breaksOff }: StreamProtocol, last: Buffer): void {
  if (!breaksOff) {
    res.end(last);
    return;
  }
  res.write(last, () => {
    // The write also ends so if the client has left, and then no other "close" follows.
    if (res.destroyed) return;
    const timer = setTimeout(() => breakOff(res), READING_MS).unref();
    res.once("close", () => clearTimeout(timer));
  });
}

/** To a client of HTTP/1.0, such as nginx, the end of the connection is the end of the answer, unless it is reset. */
function breakOff(res: ClientAnswer): void {
  if (res.req.httpVersionMinor === 0) res.socket?.resetAndDestroy();
  else res.destroy();
}
