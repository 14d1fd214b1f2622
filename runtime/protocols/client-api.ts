import type { IncomingHttpHeaders } from "node:http";
import type { ErrorFields } from "../errors.ts";
import type { JsonObject } from "./json/json-object.ts";

/** What the endpoints of one vendor's API have in common for their clients. */
export interface ClientApi {
  /** What a request has in the places for keys. */
  readonly keysIn: (request: WithKey) => readonly unknown[];
  /** How a key is sent, for the error of a request without one: `Authorization: Bearer KEY`. */
  readonly keyForm: string;
  /** The paths at which this server has the endpoint that backends have at `path` behind their own. */
  readonly clientPaths: (path: string) => readonly string[];
  /** Writes an error: Turnout's own, or an upstream's that has another form. `requestId`: the answer's `x-request-id`. */
  readonly errorAnswer: (error: ErrorFields, requestId: string) => ErrorAnswer;
  /** Whether the body of an error has the API's own form, so that its clients get it as it came. */
  readonly isOwnError: (body: JsonObject) => boolean;
}

export interface WithKey {
  readonly headers: IncomingHttpHeaders;
  readonly url?: string | undefined;
}

export interface ErrorAnswer {
  readonly status: number;
  /** Alternating names and values. */
  readonly headers: readonly string[];
  readonly body: string;
}
