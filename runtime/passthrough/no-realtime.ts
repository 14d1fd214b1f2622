import { sendError } from "../relay/answer.ts";
import { type HandleTools, openContext, UNAUTHORIZED } from "../request/handle.ts";
import { refuseWebSocket, responseOn, type TakeWebSocket } from "../request/web-socket.ts";
import { endpointAt } from "./endpoint.ts";
import { type IsServed, leftOut } from "./left-out.ts";

const REALTIME = /^(?:\/v1)?\/realtime$/;
const NO_BACKEND = "No backend in this server's config has realtime sessions.";

/** In an artifact without realtime sessions: every WebSocket is refused. */
export function refuseWebSockets(tools: HandleTools, isServed: IsServed): TakeWebSocket {
  return (req, socket) => {
    const context = openContext(tools, endpointAt("/realtime"), req, responseOn(req, socket));
    socket.once("close", () => tools.observe.closed(context, null));
    if (socket.destroyed) return;
    if (!tools.auth.check(req.headers)) {
      sendError(context, UNAUTHORIZED);
      return;
    }
    const { url = "/" } = req;
    const path = URL.canParse(url, "http://x") ? new URL(url, "http://x").pathname : url;
    refuseWebSocket(context, path, leftOut(isServed, path) ?? (REALTIME.test(path) ? NO_BACKEND : null));
  };
}
