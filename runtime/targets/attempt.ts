import type { Params } from "../contract/params.ts";
import type { Rules } from "../contract/route.ts";
import type { PreparedEndpoint } from "./prepared-endpoint.ts";

/** One try: the endpoint and the model. */
export interface Attempt {
  readonly endpoint: PreparedEndpoint;
  readonly model: string;
  readonly params: Params | null;
  readonly rules: Rules | null;
}

/** One branch of `A!B`: its attempts are tried in order, in parallel to those of the other branches. */
export interface Leg {
  readonly attempts: readonly Attempt[];
  /** Milliseconds from the request to its start; if a leg fails, the next one starts at once. */
  readonly startAfter: number;
  /** Milliseconds until the first output of each attempt; null: the target's own limit. */
  readonly firstToken: number | null;
}

/** `openai:gpt-4o`, with the instance if the backend has several: `openai.2:gpt-4o`; without a model, `openai`. */
export function targetName({ endpoint, model }: Pick<Attempt, "endpoint" | "model">): string {
  return model === "" ? endpoint.label : `${endpoint.label}:${model}`;
}
