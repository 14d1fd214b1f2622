import type { RequestContext } from "../context.ts";
import type { Backend } from "../contract.ts";
import type { GatewayError } from "../errors.ts";
import type { HandleTools } from "../request/handle.ts";
import type { IsServed } from "./left-out.ts";
import type { Passing } from "./pass-run.ts";
import type { Place } from "./place.ts";

export interface PassthroughTools extends HandleTools {
  /** Whether the config has an endpoint. */
  readonly isServed: IsServed;
  readonly backends: readonly Backend[];
}

/** What a way of passing on is given. `ready` is called once; null means that the client left before. */
export interface PassInput {
  readonly tools: PassthroughTools;
  readonly context: RequestContext;
  readonly place: Place;
  readonly ready: (passing: Passing | GatewayError | null) => void;
  /** The client's body turned out to be wrong on its way. */
  readonly broken: (error: GatewayError) => void;
}
