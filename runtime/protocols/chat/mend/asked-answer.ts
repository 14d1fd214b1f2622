import { isObject } from "../../json/json-object.ts";
import type { MenderNeeds } from "../../stream-mender.ts";

/** What a request asks for, as far as it decides when its stream is complete. */
export interface AskedAnswer {
  /** The number of choices. */
  readonly choices: number;
  /** Whether the usage follows the choices. */
  readonly usage: boolean;
}

export function askedAnswer({ field, usage }: MenderNeeds): AskedAnswer {
  const options = field("stream_options");
  const n = field("n");
  const each = typeof n === "number" && n > 1 ? n : 1;
  return {
    choices: each * promptsIn(field("prompt")),
    usage: usage || (isObject(options) && options.include_usage === true),
  };
}

/** A text completion has choices for each of its prompts; a list of numbers is a single one, in tokens. */
function promptsIn(prompt: unknown): number {
  return Array.isArray(prompt) && prompt.length > 1 && typeof prompt[0] !== "number" ? prompt.length : 1;
}
