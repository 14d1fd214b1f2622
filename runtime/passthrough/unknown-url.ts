import { type GatewayError, gatewayError } from "../errors.ts";
import { sendError } from "../relay/answer.ts";
import { type Handle, type HandleTools, openContext, UNAUTHORIZED } from "../request/handle.ts";
import { endpointAt } from "./endpoint.ts";
import { type IsServed, leftOut } from "./left-out.ts";
import { type Place, placeOf } from "./place.ts";

/** In an artifact without passthrough: a 404 for every path that Turnout itself does not have. */
export function refuseUnknown(tools: HandleTools, isServed: IsServed): Handle {
  return (req, res) => {
    const { method = "GET", url = "/" } = req;
    const place = placeOf(url);
    const context = openContext(tools, endpointAt(place?.path ?? ""), req, res);
    res.once("close", () => tools.observe.closed(context, null));
    const refusal = tools.auth.check(req.headers) ? unknownUrl(isServed, method, url, place) : UNAUTHORIZED;
    sendError(context, refusal ?? gatewayError("not_found", `${invalid(method, url)} ${ADVICE}`));
  };
}

const ADVICE = "With `passthrough: true` in its config, this server would send it on to the default backend.";

/** What to say of a URL at which there is nothing; null where the rest of the API may have something. */
export function unknownUrl(isServed: IsServed, method: string, url: string, place: Place | null): GatewayError | null {
  const why = leftOut(isServed, pathIn(url));
  if (why !== null) return gatewayError("not_found", `${invalid(method, url)} ${why}`);
  return place === null ? gatewayError("not_found", invalid(method, url)) : null;
}

function invalid(method: string, url: string): string {
  return `Invalid URL (${method} ${pathIn(url).slice(0, 200)}).`;
}

function pathIn(url: string): string {
  const mark = url.indexOf("?");
  return mark < 0 ? url : url.slice(0, mark);
}
