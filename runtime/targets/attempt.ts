import type { Params, Rules } from "../contract.ts";
import type { PreparedEndpoint } from "./prepared-endpoint.ts";

/** One try: where to, and what for. */
export interface Attempt {
  readonly endpoint: PreparedEndpoint;
  readonly model: string;
  readonly params: Params | null;
  readonly rules: Rules | null;
}

/** One branch of `A!B`: its own attempts, tried in order, beside those of the other branches. */
export interface Leg {
  readonly attempts: readonly Attempt[];
  /** Milliseconds from the request to its start; a leg that fails starts the next one at once. */
  readonly startAfter: number;
  /** Milliseconds that each of its attempts has until its first output; null leaves the target's own limit. */
  readonly firstToken: number | null;
}

/** `openai:gpt-4o`, and with the instance where the backend has several: `openai.2:gpt-4o`; without a model, `openai`. */
export function targetName({ endpoint, model }: Pick<Attempt, "endpoint" | "model">): string {
  return model === "" ? endpoint.label : `${endpoint.label}:${model}`;
}
