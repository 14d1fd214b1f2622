import { isObject } from "../../../sse/json-object.ts";
import type { TranslationInput } from "../../translation.ts";
import { asksForFunctions } from "./tools.ts";

/** What of the request decides how its answer is told. */
export interface Wishes {
  /** For where the upstream names none. */
  readonly model: string;
  /** Seconds since 1970; likewise. */
  readonly now: number;
  readonly newId: () => string;
  /** Whether the client offered `functions`, and so waits for a `function_call`. */
  readonly legacy: boolean;
  /** Whether a stream ends with a chunk of usage. One that is put together for a client who wanted none always does. */
  readonly usage: boolean;
}

export function wishesOf({ fields, model, now, newId }: TranslationInput): Wishes {
  const { stream_options: options } = fields;
  const usage = fields.stream !== true || (isObject(options) && options.include_usage === true);
  return { model, now, newId, legacy: asksForFunctions(fields), usage };
}
