import type { IncomingHttpHeaders } from "node:http";
import type { GatewayError } from "../errors.ts";
import type { JsonObject } from "../protocols/sse/json-object.ts";

export interface AdaptInput {
  /** The body as the target's protocol has it, model and parameters set. Not to be changed. */
  readonly fields: JsonObject;
  readonly model: string;
  /** The client's. */
  readonly headers: IncomingHttpHeaders;
  /** What the client says of its session; null where it says nothing. */
  readonly session: string | null;
}

export interface Adapted {
  readonly fields: JsonObject;
  /** Names and values in turn, in place of the client's headers of these names. */
  readonly headers: readonly string[];
  /** For the client, in `x-turnout-warning`. */
  readonly warnings: readonly string[];
}

/** Fits a request to an upstream that wants more, or less, than the API it speaks; refuses what it has no way to do. */
export type Adapt = (input: AdaptInput) => Adapted | { readonly refused: GatewayError };
