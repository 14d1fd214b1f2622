import type { IncomingHttpHeaders } from "node:http";
import type { GatewayError } from "../errors.ts";
import type { JsonObject } from "../protocols/json/json-object.ts";

export interface AdaptInput {
  /** The body in the target's protocol, with model and parameters set. Must not be changed. */
  readonly fields: JsonObject;
  readonly model: string;
  /** Where it is sent, after the backend's own path: `/responses`. */
  readonly path: string;
  /** The client's headers. */
  readonly headers: IncomingHttpHeaders;
  /** The client's session; null if there is none. */
  readonly session: string | null;
}

export interface Adapted {
  readonly fields: JsonObject;
  /** Alternating names and values; they replace the client's headers of the same names. */
  readonly headers: readonly string[];
  /** For the client, in `x-turnout-warning`. */
  readonly warnings: readonly string[];
}

/** Adapts a request to an upstream that requires more, or supports less, than the API; rejects what it cannot do. */
export type Adapt = (input: AdaptInput) => Adapted | { readonly refused: GatewayError };
