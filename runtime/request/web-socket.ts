import { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { RequestContext } from "../context.ts";
import { gatewayError } from "../errors.ts";
import { sendError } from "../relay/answer.ts";

/** Serves one request for a WebSocket. */
export type TakeWebSocket = (req: IncomingMessage, socket: Socket, head: Buffer) => void;

/** Whether a request asks for a WebSocket. */
export function isWebSocket({ method, headers }: IncomingMessage): boolean {
  return (
    method === "GET" &&
    (headers.upgrade ?? "")
      .toLowerCase()
      .split(/[\s,]+/)
      .includes("websocket")
  );
}

/** Node creates no response for such a request. This one closes the connection afterwards. */
export function responseOn(req: IncomingMessage, socket: Socket): ServerResponse {
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  res.assignSocket(socket);
  res.once("finish", () => {
    if (res.statusCode !== 101) socket.destroySoon();
  });
  return res;
}

/** Only this status makes Codex CLI switch to HTTP at once. */
export function refuseWebSocket(context: RequestContext, path: string, why: string | null): void {
  const message = `There is no WebSocket at ${path.slice(0, 200)}. ${why ?? "Send the request over plain HTTP."}`;
  // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.22
  context.res.setHeader("upgrade", "HTTP/1.1");
  sendError(context, gatewayError("websocket_refused", message));
}
