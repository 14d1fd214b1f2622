import type { ServerResponse } from "node:http";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";

/** Ends a stream that is not complete; `last` is its error event, unless that has been sent. */
export function endBroken(res: ServerResponse, { breaksOff }: StreamProtocol, last: Buffer): void {
  if (breaksOff) res.write(last, () => breakOff(res));
  else res.end(last);
}

/** To a client of HTTP/1.0, such as nginx, the end of the connection is the end of the answer, unless it is reset. */
function breakOff(res: ServerResponse): void {
  if (res.req.httpVersionMinor === 0) res.socket?.resetAndDestroy();
  else res.destroy();
}
