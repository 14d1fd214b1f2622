import type { IncomingHttpHeaders } from "node:http";
import type { ServerSettings } from "../contract/settings.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import { isLoopbackName, nameIn } from "./host-name.ts";
import { isLoopback } from "./openness.ts";

/** The error for a request that a web page may have made its visitor's browser send; null if it may be served. */
export type BrowserGuard = (headers: IncomingHttpHeaders) => GatewayError | null;

/**
 * For servers without client keys: whoever reaches one may use it, and the browser on the same machine reaches it for every
 * page that is open in it, or for a name that leads here only since the page was loaded.
 * @returns null if the server needs no guard
 */
export function createBrowserGuard(server: ServerSettings, keys: number): BrowserGuard | null {
  const { allowedHosts = [], corsOrigins = [] } = server;
  if (keys > 0 || (!isLoopback(server.host) && allowedHosts.length === 0)) return null;
  const names = new Set(allowedHosts);
  const origins = new Set(corsOrigins);
  /** The last `Host` that was allowed: clients hardly ever use another. */
  let known = "localhost";

  function hostRefusal(host: string): GatewayError | null {
    const name = nameIn(host);
    if (name === null || !(isLoopbackName(name) || names.has(name))) {
      const message = `This server needs no key and is open to this machine only, so it must be asked as localhost, not as '${host.slice(0, 200)}'. Add the name to \`server.allowed_hosts\` in the config, or set a client key.`;
      return gatewayError("host_not_allowed", message);
    }
    known = host;
    return null;
  }

  return (headers) => {
    const { host, origin } = headers;
    // Only HTTP/1.0 can leave it out, and no browser does.
    if (host !== undefined && host !== known) {
      const refusal = hostRefusal(host);
      if (refusal !== null) return refusal;
    }
    const site = headers["sec-fetch-site"];
    // For browsers, pages of another port or of a name below are of the same site.
    const isForeign = site === "cross-site" || site === "same-site";
    if (origin === undefined) return isForeign ? foreign("of another origin") : null;
    if (origins.has(origin)) return null;
    const own = host?.toLowerCase();
    const isOwn = origin === `http://${own}` || origin === `https://${own}`;
    return isOwn && !isForeign ? null : foreign(`of the origin '${origin.slice(0, 200)}'`);
  };
}

function foreign(whose: string): GatewayError {
  const message = `This server needs no key, so web pages ${whose} may not use it. Add the page's origin to \`server.cors.origins\` in the config, or set a client key.`;
  return gatewayError("origin_not_allowed", message);
}
