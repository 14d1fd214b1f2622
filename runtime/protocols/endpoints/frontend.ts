import type { HttpBackend, ParamName, Protocol } from "../../contract.ts";
import type { FoldName } from "../fold/fold.ts";
import type { StreamProtocol } from "../stream-protocol.ts";

/** One way in: a path that clients post to, and what routing may change in its bodies. */
export interface Frontend {
  /** Served with and without `/v1` in front; upstream, it follows the backend's own path. */
  readonly path: string;
  /** What its clients speak, where backends may speak otherwise; null: its requests go up as they are. */
  readonly protocol: Protocol | null;
  /** What the API takes for a request that names no model; left out where it must name one. */
  readonly defaultModel?: string;
  /** How its streams are read. */
  readonly stream: StreamProtocol;
  /**
   * The body fields that carry a parameter, the one to write first; `reasoning.effort` is a member of the object
   * `reasoning`. Empty where the endpoint has no such thing.
   */
  readonly fieldsOf: (name: ParamName, target: FieldNames) => readonly string[];
  /** How a stream of it is made into one whole answer; null where the endpoint has no streams. */
  readonly fold: FoldName | null;
}

/** Which of several names of a field a target knows. */
export interface FieldNames {
  readonly maxTokensField: HttpBackend["maxTokensField"];
}
