import { type GatewayError, gatewayError } from "../errors.ts";
import { sendError } from "../relay/answer.ts";
import { admit } from "../request/admit.ts";
import { type Handle, type HandleTools, openContext } from "../request/handle.ts";
import { ALL_METHODS, methodRefusal } from "../wire/methods.ts";
import { endpointAt } from "./endpoint.ts";
import { type IsServed, leftOut } from "./left-out.ts";
import { isOwn } from "./place.ts";

/** For artifacts without passthrough: a 404 for every path that Turnout itself does not serve. */
export function refuseUnknown(tools: HandleTools, isServed: IsServed): Handle {
  return (req, res) => {
    const { method = "GET", url = "/" } = req;
    const context = openContext(tools, endpointAt(""), req, res);
    res.once("close", () => tools.observe.closed(context, null));
    const refusal = admit(tools.auth, context);
    const wrong = refusal === null ? methodRefusal(method) : null;
    if (wrong === null) sendError(context, refusal ?? unknownUrl(isServed, method, url, adviceOn(pathIn(url))));
    else sendError(context, wrong, ["allow", ALL_METHODS]);
  };
}

const ADVICE = "With `passthrough: true` in its config, this server would send it on to the default backend.";
/** Most of the paths that passthrough accepts. */
const SENT_ON = /^\/(?:v1|images|audio)(?:\/[\w-]+)+$/;

function adviceOn(path: string): string | null {
  return SENT_ON.test(path) && !isOwn(path.replace(/^\/v1/, "")) ? ADVICE : null;
}

/** The error for an unknown URL. `advice` is added if passthrough might serve it. */
export function unknownUrl(isServed: IsServed, method: string, url: string, advice: string | null): GatewayError {
  const path = pathIn(url);
  const more = leftOut(isServed, path) ?? advice;
  return gatewayError("not_found", `Invalid URL (${method} ${path.slice(0, 200)}).${more === null ? "" : ` ${more}`}`);
}

function pathIn(url: string): string {
  const mark = url.indexOf("?");
  return mark < 0 ? url : url.slice(0, mark);
}
