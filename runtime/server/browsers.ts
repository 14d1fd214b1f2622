import type { Socket } from "node:net";
import type { ClientAnswer, ClientRequest } from "../client.ts";
import type { BrowserGuard } from "../clients/browser-guard.ts";
import type { Cors } from "../clients/cors.ts";
import type { GatewayError } from "../errors.ts";
import { endpointAt } from "../passthrough/endpoint.ts";
import { sendError } from "../relay/answer.ts";
import { type HandleTools, openContext } from "../request/handle.ts";
import { responseOn, type TakeWebSocket } from "../request/web-socket.ts";

export interface Browsers {
  /** Whether a request was answered here: it was refused, or was a preflight. */
  answered(req: ClientRequest, res: ClientAnswer): boolean;
  /** The same for requests for WebSockets. */
  guarded(take: TakeWebSocket): TakeWebSocket;
}

/** What is due to web pages. null if there is nothing to do: then requests are not looked at. */
export function createBrowsers(tools: HandleTools, guard: BrowserGuard | null, cors: Cors | null): Browsers | null {
  if (guard === null && cors === null) return null;

  function refuse(req: ClientRequest, res: ClientAnswer, error: GatewayError): void {
    const context = openContext(tools, endpointAt(""), req, res);
    res.once("close", () => tools.observe.closed(context, null));
    sendError(context, error);
  }

  return {
    answered(req, res) {
      const refusal = guard === null ? null : guard(req.headers);
      if (refusal === null) return cors?.(req, res) ?? false;
      refuse(req, res, refusal);
      return true;
    },
    guarded: (take) => (req, socket: Socket, head) => {
      const refusal = guard === null ? null : guard(req.headers);
      if (refusal === null) take(req, socket, head);
      else refuse(req, responseOn(req, socket), refusal);
    },
  };
}
