import type { IncomingHttpHeaders } from "node:http";

/** How browsers send a key, for they can set no headers: https://platform.openai.com/docs/guides/realtime-websocket */
const KEY = "openai-insecure-api-key.";
/** They say whose the client's key is, and go no further than it does. */
const OWN = [KEY, "openai-organization.", "openai-project."];

export interface Offer {
  /** The request's headers, with the key where headers are looked for one. */
  readonly headers: IncomingHttpHeaders;
  /** The subprotocols that go up; "" for none. */
  readonly protocols: string;
}

/** What a client offers by its subprotocols. */
export function offerOf(headers: IncomingHttpHeaders): Offer {
  const offered = (headers["sec-websocket-protocol"] ?? "")
    .split(",")
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== "");
  const key = offered.find((protocol) => protocol.startsWith(KEY))?.slice(KEY.length);
  return {
    headers:
      key === undefined || headers.authorization !== undefined
        ? headers
        : { ...headers, authorization: `Bearer ${key}` },
    protocols: offered.filter((protocol) => !OWN.some((own) => protocol.startsWith(own))).join(", "),
  };
}
