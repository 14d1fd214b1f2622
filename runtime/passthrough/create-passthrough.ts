import { sendError } from "../relay/answer.ts";
import { admit } from "../request/admit.ts";
import { type Handle, openContext } from "../request/handle.ts";
import type { Run } from "../request/run.ts";
import { ALL_METHODS, methodRefusal } from "../wire/methods.ts";
import { endpointAt } from "./endpoint.ts";
import { leftOut } from "./left-out.ts";
import type { PassthroughTools } from "./pass-input.ts";
import { PassRun } from "./pass-run.ts";
import { placeOf } from "./place.ts";
import { toDefault } from "./to-default.ts";
import { toModel } from "./to-model.ts";
import { unknownUrl } from "./unknown-url.ts";

/** Handles requests for paths that Turnout itself does not serve. */
export function createPassthrough(tools: PassthroughTools): Handle {
  const { auth, observe, isServed } = tools;
  return (req, res) => {
    const { method = "GET", url = "/" } = req;
    const place = placeOf(url);
    const context = openContext(tools, endpointAt(place?.path ?? ""), req, res);
    let run: PassRun | null = null;
    res.once("close", () => {
      (run satisfies Run | null)?.cancel();
      observe.closed(context, null);
    });
    const refusal = admit(auth, context);
    const wrong = refusal === null ? methodRefusal(method) : null;
    if (wrong !== null) {
      sendError(context, wrong, ["allow", ALL_METHODS]);
      return;
    }
    if (refusal !== null || place === null || leftOut(isServed, url) !== null) {
      sendError(context, refusal ?? unknownUrl(isServed, method, url, null));
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
