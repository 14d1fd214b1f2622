import type { Backend, ParamName } from "../contract.ts";
import type { Fold } from "../fold/fold.ts";

/** One way in: a path that clients post to, and what routing may change in its bodies. */
export interface Frontend {
  /** Served with and without `/v1` in front. */
  readonly path: string;
  /** Appended to the backend's own path. */
  readonly upstreamPath: string;
  /** The body fields that carry a parameter, the one to write first; empty where the endpoint has no such thing. */
  readonly fieldsOf: (name: ParamName, backend: Backend) => readonly string[];
  /** Makes one whole answer of a stream; null where the endpoint has no streams. */
  readonly fold: (() => Fold) | null;
}
