/** A kind of headers that no config can have forwarded. */
interface Kept {
  /** After "It …". */
  readonly about: string;
  /** In lower case; `*` stands for any characters. */
  readonly names: readonly string[];
}

const CREDENTIALS = "carries a client's credentials or identity, which are meant for this server.";
const PROXIES = "is about the way to this server, and an upstream could take it for the way to itself.";
const BROWSERS = "is written by browsers, and upstreams refuse requests that seem to come from one.";
const CONDITIONS =
  "asks for a part of an answer, or for an answer only if something has changed, and Turnout reads whole ones.";
const FRAMING = "belongs to one connection, or to how a body is sent; Turnout writes it anew.";

export const NEVER_FORWARDED: readonly Kept[] = [
  {
    about: CREDENTIALS,
    names: [
      "*-api-key",
      "*auth*",
      "api-key",
      "apikey",
      "cookie*",
      "set-cookie*",
      "cf-access-*",
      "x-goog-*",
      "x-amzn-oidc-*",
      "x-ms-client-principal*",
      "x-ms-token-*",
      "x-pomerium-*",
      "x-pangolin-*",
      "tailscale-user-*",
      "remote-*",
      "x-remote-*",
      "openai-organization",
      "openai-project",
      "chatgpt-account-id",
    ],
  },
  {
    about: PROXIES,
    names: [
      "x-forwarded-*",
      "x-forwarded",
      "forwarded",
      "forwarded-*",
      "via",
      "cf-*",
      "cdn-loop",
      "x-real-ip",
      "x-client-ip",
      "x-cluster-client-ip",
      "true-client-ip",
      "fastly-client-ip",
      "fly-*",
      "x-envoy-*",
      "x-original-*",
      "x-rewrite-url",
      "max-forwards",
      "x-turnout-*",
    ],
  },
  { about: BROWSERS, names: ["origin", "referer", "sec-*", "upgrade-insecure-requests", "dnt"] },
  { about: CONDITIONS, names: ["if-*", "range"] },
  {
    about: FRAMING,
    names: [
      "accept-encoding",
      "content-encoding",
      "content-length",
      "connection",
      "expect",
      "host",
      "http2-settings",
      "keep-alive",
      "proxy-*",
      "te",
      "trailer",
      "transfer-encoding",
      "upgrade",
    ],
  },
];
