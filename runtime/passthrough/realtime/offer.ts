import type { IncomingHttpHeaders } from "node:http";

/** How browsers send a key, because they cannot set headers: https://platform.openai.com/docs/guides/realtime-websocket */
const KEY = "openai-insecure-api-key.";
/** These belong to the client's own key and, like the key, are not passed on. */
const OWN = [KEY, "openai-organization.", "openai-project."];

export interface Offer {
  /** The request's headers, with the key moved to where keys are expected. */
  readonly headers: IncomingHttpHeaders;
  /** The subprotocols to send to the upstream; "" for none. */
  readonly protocols: string;
}

/** Reads what a client offers as subprotocols. */
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
