import type { ClientAnswer, ClientRequest } from "../client.ts";

/** Lets web pages of some origins use the server. Returns whether the request has been answered: it was a preflight. */
export type Cors = (req: ClientRequest, res: ClientAnswer) => boolean;
export type CreateCors = (origins: readonly string[]) => Cors;

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
/** Two hours: no browser remembers it for longer than a day, and Chromium not longer than this. */
const MAX_AGE = "7200";
const NAMES = /^[\w!#$%&'*+.^`|~, -]{0,4096}$/;

/** Pages can read these anyway: https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const READABLE: ReadonlySet<string> = new Set([
  "cache-control",
  "content-language",
  "content-length",
  "content-type",
  "expires",
  "last-modified",
  "pragma",
  "connection",
  "vary",
]);

/** https://fetch.spec.whatwg.org/#http-cors-protocol */
export const createCors: CreateCors = (origins) => {
  const anyone = origins.includes("*");
  const known = new Set(origins);

  function allowing(origin: string | undefined): readonly string[] {
    if (origin === undefined) return [];
    if (known.has(origin)) {
      return ["access-control-allow-origin", origin, "access-control-allow-credentials", "true"];
    }
    return anyone ? ["access-control-allow-origin", "*"] : [];
  }

  return (req, res) => {
    const { headers, method } = req;
    const allowed = allowing(headers.origin);
    const asked = headers["access-control-request-method"];
    if (method !== "OPTIONS" || asked === undefined || allowed.length === 0) {
      addToAnswer(res, allowed);
      return false;
    }
    res.writeHead(204, [...allowed, ...preflight(req)]);
    res.end();
    return true;
  };
};

function preflight({ headers }: ClientRequest): readonly string[] {
  const names = headers["access-control-request-headers"];
  return [
    "access-control-allow-methods",
    METHODS,
    ...(typeof names === "string" && NAMES.test(names) ? ["access-control-allow-headers", names] : []),
    ...(headers["access-control-request-private-network"] === "true"
      ? ["access-control-allow-private-network", "true"]
      : []),
    "access-control-max-age",
    MAX_AGE,
    "vary",
    "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
  ];
}

/** Caches must not give one origin's answer to another, nor an answer without an origin to a page. */
function addToAnswer(res: ClientAnswer, allowed: readonly string[]): void {
  const write = res.writeHead.bind(res);
  const writeHead = (status: number, given: readonly string[] = []): ClientAnswer => {
    const headers = [...given, "vary", "Origin", ...allowed];
    if (allowed.length > 0) {
      const exposed = given.filter((name, index) => index % 2 === 0 && !READABLE.has(name.toLowerCase()));
      if (exposed.length > 0) headers.push("access-control-expose-headers", [...new Set(exposed)].join(", "));
    }
    return write(status, headers);
  };
  Object.assign(res, { writeHead });
}
