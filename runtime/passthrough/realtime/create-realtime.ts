import type { RequestContext } from "../../context.ts";
import { type GatewayError, gatewayError, INTERNAL } from "../../errors.ts";
import { sendError } from "../../relay/answer.ts";
import { admit } from "../../request/admit.ts";
import { openContext } from "../../request/handle.ts";
import { prepare } from "../../request/prepare.ts";
import { refuseWebSocket, responseOn, type TakeWebSocket } from "../../request/web-socket.ts";
import type { Attempt } from "../../targets/attempt.ts";
import { payloadOf } from "../../wire/payload.ts";
import { endpointAt } from "../endpoint.ts";
import { leftOut } from "../left-out.ts";
import type { PassthroughTools } from "../pass-input.ts";
import { defaultEndpoint } from "../to-default.ts";
import { dial } from "./dial.ts";
import { holdEarly } from "./early.ts";
import { offerOf } from "./offer.ts";
import { RealtimeRun } from "./realtime-run.ts";

const PATH = /^(?:\/v1)?\/realtime$/;

/** Handles requests for a WebSocket. */
export function createRealtime(tools: PassthroughTools): TakeWebSocket {
  const { log, observe } = tools;
  return (req, socket, head) => {
    const res = responseOn(req, socket);
    const context = openContext(tools, endpointAt("/realtime"), req, res);
    let run: RealtimeRun | null = null;
    socket.once("close", () => {
      run?.cancel();
      observe.closed(context, null);
    });
    if (socket.destroyed) return;
    try {
      const offer = offerOf(req.headers);
      const { url = "/" } = req;
      const asked = URL.canParse(url, "http://x") ? new URL(url, "http://x") : null;
      const refusal = admit(tools.auth, context, offer);
      if (refusal !== null) sendError(context, refusal);
      else if (asked === null || !PATH.test(asked.pathname) || !tools.isServed("realtime")) {
        refuseWebSocket(
          context,
          asked?.pathname ?? url,
          asked === null ? null : leftOut(tools.isServed, asked.pathname),
        );
      } else {
        const attempts = attemptsFor(tools, context, asked.searchParams.get("model"));
        if ("code" in attempts) sendError(context, attempts);
        else {
          const early = holdEarly(socket, head);
          run = new RealtimeRun({ tools, dial, context, attempts, offer, query: asked.searchParams, socket, early });
          run.start();
        }
      }
    } catch (error) {
      log.error("internal_error", { id: context.id, message: String(error) });
      sendError(context, INTERNAL);
    }
  };
}

function attemptsFor(
  tools: PassthroughTools,
  context: RequestContext,
  model: string | null,
): readonly Attempt[] | GatewayError {
  const named = Buffer.from(JSON.stringify(model === null ? {} : { model }));
  const prepared = prepare(tools, context, payloadOf([named]));
  if ("code" in prepared) {
    // A transcription session names its model later.
    if (prepared.code !== "missing_model" || model !== null) return prepared;
    const endpoint = defaultEndpoint(tools, "/realtime");
    return "code" in endpoint ? endpoint : [{ endpoint, model: "", params: null, rules: null }];
  }
  const all = prepared.kind === "race" ? prepared.legs.flatMap(({ attempts }) => attempts) : prepared.attempts;
  const attempts = all.filter(({ endpoint }) => endpoint.realtime);
  if (attempts.length > 0) return attempts;
  const names = [...new Set(all.map(({ endpoint }) => `"${endpoint.backend.name}"`))].join(", ");
  return gatewayError("unsupported_endpoint", `The model's backend ${names} has no /realtime.`, "model");
}
