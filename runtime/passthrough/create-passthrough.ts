import { type GatewayError, gatewayError, INTERNAL } from "../errors.ts";
import { sendError } from "../relay/answer.ts";
import { type Handle, openContext, UNAUTHORIZED } from "../request/handle.ts";
import type { Run } from "../request/run.ts";
import { endpointAt } from "./endpoint.ts";
import { leftOut } from "./left-out.ts";
import type { PassthroughTools } from "./pass-input.ts";
import { PassRun } from "./pass-run.ts";
import { type Place, placeOf } from "./place.ts";
import { toDefault } from "./to-default.ts";
import { toModel } from "./to-model.ts";

/** The story of a request for a path that Turnout itself does not have. */
export function createPassthrough(tools: PassthroughTools): Handle {
  const { auth, observe } = tools;
  return (req, res) => {
    const { method = "GET", url = "/" } = req;
    const place = placeOf(url);
    const context = openContext(tools, endpointAt(place?.path ?? ""), req, res);
    let run: PassRun | null = null;
    res.once("close", () => {
      (run satisfies Run | null)?.cancel();
      observe.closed(context, null);
    });
    const refusal = auth.check(req.headers) ? refusalOf(tools, method, url, place) : UNAUTHORIZED;
    if (refusal !== null || place === null) {
      sendError(context, refusal ?? INTERNAL);
      return;
    }
    const pass = place.byModel && method === "POST" ? toModel : toDefault;
    pass({
      tools,
      context,
      place,
      broken: (error) => run?.refuse(error),
      ready(passing) {
        if (passing === null || res.destroyed) return;
        if ("code" in passing) {
          sendError(context, passing);
          return;
        }
        run = new PassRun(tools, context, passing);
        run.start();
      },
    });
  };
}

function refusalOf(
  { enabled, isServed }: PassthroughTools,
  method: string,
  url: string,
  place: Place | null,
): GatewayError | null {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const asked = `Invalid URL (${method} ${path.slice(0, 200)})`;
  const why = leftOut(isServed, path);
  if (why !== null) return gatewayError("not_found", `${asked}. ${why}`);
  if (place === null) return gatewayError("not_found", `${asked}.`);
  if (enabled) return null;
  const message = `${asked}. With \`passthrough: true\` in its config, this server would send it on to the default backend.`;
  return gatewayError("not_found", message);
}
