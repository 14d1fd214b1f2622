import { sendError } from "../relay/answer.ts";
import { admit } from "../request/admit.ts";
import { type Handle, type HandleTools, openContext } from "../request/handle.ts";
import { refuseWebSocket } from "../request/web-socket.ts";
import { endpointAt } from "./endpoint.ts";
import { type IsServed, leftOut } from "./left-out.ts";

const REALTIME = /^(?:\/v1)?\/realtime(?:\?|$)/;
const NO_BACKEND = "No backend in this server's config has realtime sessions.";

/**
 * For artifacts without realtime sessions: rejects every WebSocket. Without a listener for upgrades, Node passes such a
 * request on like any other.
 */
export function refuseWebSockets(tools: HandleTools, isServed: IsServed): Handle {
  return (req, res) => {
    const { url = "/" } = req;
    const context = openContext(tools, endpointAt("/realtime"), req, res);
    res.once("close", () => tools.observe.closed(context, null));
    const why = leftOut(isServed, url) ?? (REALTIME.test(url) ? NO_BACKEND : null);
    const refusal = admit(tools.auth, context);
    if (refusal === null) refuseWebSocket(context, url.split("?", 1)[0] ?? url, why);
    else sendError(context, refusal);
  };
}
