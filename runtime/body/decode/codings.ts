import { type GatewayError, gatewayError } from "../../errors.ts";

/** https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1; zstd: https://www.rfc-editor.org/rfc/rfc8878. */
export type Coding = "gzip" | "deflate" | "br" | "zstd";

const CODINGS: ReadonlyMap<string, Coding> = new Map([
  ["gzip", "gzip"],
  ["x-gzip", "gzip"],
  ["deflate", "deflate"],
  ["br", "br"],
  ["zstd", "zstd"],
]);

/** No client needs more, and each one costs memory. */
const MOST = 4;

/** The codings of a Content-Encoding, in the order in which they must be undone; "identity" is dropped. */
export function codingsOf(header: string): readonly Coding[] | GatewayError {
  const codings: Coding[] = [];
  for (const word of header.split(",")) {
    const name = word.trim().toLowerCase();
    if (name === "" || name === "identity") continue;
    const coding = CODINGS.get(name);
    if (coding === undefined) return unsupported(`The Content-Encoding "${name.slice(0, 40)}" is not known here`);
    codings.unshift(coding);
  }
  return codings.length <= MOST ? codings : unsupported(`The body has more than ${MOST} encodings`);
}

function unsupported(what: string): GatewayError {
  const message = `${what}. Request bodies may be sent as they are, or as gzip, deflate, br or zstd.`;
  return gatewayError("unsupported_encoding", message);
}
