import type { RequestContext } from "../context.ts";
import type { Backend } from "../contract/backend.ts";
import type { GatewayError } from "../errors.ts";
import type { HandleTools } from "../request/handle.ts";
import type { IsServed } from "./left-out.ts";
import type { Passing } from "./pass-run.ts";
import type { Place } from "./place.ts";

export interface PassthroughTools extends HandleTools {
  /** Whether the config serves an endpoint. */
  readonly isServed: IsServed;
  readonly backends: readonly Backend[];
}

/** The input of a kind of passthrough. `ready` is called once; null means that the client has left. */
export interface PassInput {
  readonly tools: PassthroughTools;
  readonly context: RequestContext;
  readonly place: Place;
  readonly ready: (passing: Passing | GatewayError | null) => void;
  /** The client's body turned out to be invalid while it was being sent. */
  readonly broken: (error: GatewayError) => void;
}
