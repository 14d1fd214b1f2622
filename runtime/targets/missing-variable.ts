import type { EnvRef } from "../contract/text.ts";
import { type Env, envValue } from "../env/env.ts";

export interface MissingVariable {
  /** `OPENAI_API_KEY`; for a numbered set, `OPENAI_API_KEY_1`. */
  readonly env: string;
  /** The config line that refers to it. */
  readonly at: string;
  /** What it is for, `key of backend openai`, or what happens without it. */
  readonly purpose: string;
  /** false: the server can answer all requests without it. */
  readonly required: boolean;
}

/** The variables that are not set. */
export function unset(refs: readonly EnvRef[], env: Env, purpose: string, required = true): readonly MissingVariable[] {
  return refs
    .filter((ref) => envValue(env, ref.env) === null)
    .map((ref) => ({ env: ref.env, at: ref.at, purpose, required }));
}
