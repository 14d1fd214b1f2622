import type { ClientAnswer, ClientRequest } from "../client.ts";

/** Bytes that are on their way at once in any case: reading them costs less than another connection. */
const SHORT = 65_536;
/**
 * Milliseconds in which the rest of a refused body is read: a connection that is closed on a client that still sends is reset,
 * and many then lose the answer. Not by the gateway's clock: it is about sockets.
 */
const REST_MS = 10_000;

/** Whether a request was answered although much of its body is still to come; then its connection should not be kept. */
export function isUnread({ complete, headers }: ClientRequest): boolean {
  if (complete) return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > SHORT;
}

/** Ends an answer whose head has been written with `shouldKeepAlive: false` because its request is not read to the end. */
export function endUnread(req: ClientRequest, res: ClientAnswer, body: Buffer | string): void {
  if (body.length > 0) res.write(body);
  else res.flushHeaders();
  const end = (): void => {
    clearTimeout(timer);
    if (!res.destroyed && !res.writableEnded) res.end();
  };
  const timer = setTimeout(end, REST_MS).unref();
  res.once("close", () => clearTimeout(timer));
  req.once("end", end);
  // What is left of it is of no use to anyone.
  req.on("data", () => {});
  req.resume();
}
