import type { HttpBackend } from "../../contract/http-backend.ts";
import type { ParamName } from "../../contract/params.ts";
import type { Protocol } from "../../contract/protocol.ts";
import type { ClientApi } from "../client-api.ts";
import type { FoldName } from "../fold/fold.ts";
import type { StreamProtocol } from "../stream-protocol.ts";

/** An endpoint for clients: its path, and what routing may change in request bodies. */
export interface Frontend {
  /** Served with and without `/v1` in front; upstream, it follows the backend's own path. */
  readonly path: string;
  readonly api: ClientApi;
  /** The protocol of its clients, if requests can be translated; null: requests are passed on as they come. */
  readonly protocol: Protocol | null;
  /** The API's default model for requests that name none; left out if they must name one. */
  readonly defaultModel?: string;
  /** How to read its streams. */
  readonly stream: StreamProtocol;
  /**
   * The body fields for a parameter, the one to write first; `reasoning.effort` is a member of the object `reasoning`.
   * Empty if the endpoint does not have the parameter.
   */
  readonly fieldsOf: (name: ParamName, target: FieldNames) => readonly string[];
  /** How a stream of it is made into one whole answer; null where the endpoint has no streams. */
  readonly fold: FoldName | null;
}

/** Which of a field's names a target uses. */
export interface FieldNames {
  readonly maxTokensField: HttpBackend["maxTokensField"];
}
