import type { ErrorFields } from "../errors.ts";
import type { JsonObject } from "./json/json-object.ts";

/** What the endpoints of one vendor's API have in common for their clients. */
export interface ClientApi {
  readonly keys: KeyPlaces;
  /** The paths at which this server has the endpoint that backends have at `path` behind their own. */
  readonly clientPaths: (path: string) => readonly string[];
  /** Writes an error: Turnout's own, or an upstream's that has another form. `requestId`: the answer's `x-request-id`. */
  readonly errorAnswer: (error: ErrorFields, requestId: string) => ErrorAnswer;
  /** Whether the body of an error has the API's own form, so that its clients get it as it came. */
  readonly isOwnError: (body: JsonObject) => boolean;
}

/** Where clients send their key. */
export interface KeyPlaces {
  /** In lower case. `authorization` carries `Bearer KEY`, all others the key alone. The first is named in errors. */
  readonly headers: readonly string[];
  /** A parameter of the URL; null if there is none. */
  readonly query: string | null;
}

export interface ErrorAnswer {
  readonly status: number;
  /** Alternating names and values. */
  readonly headers: readonly string[];
  readonly body: string;
}
