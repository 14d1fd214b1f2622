import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** What /responses has no word for, and whether a value says anything: clients send many at what they are anyway. */
const DROPPED: Readonly<Record<string, (value: unknown) => boolean>> = {
  stop: (value) => !Array.isArray(value) || value.length > 0,
  seed: says,
  frequency_penalty: (value) => value !== 0,
  presence_penalty: (value) => value !== 0,
  logit_bias: (value) => !isObject(value) || Object.keys(value).length > 0,
  top_k: says,
  prediction: says,
  audio: says,
  modalities: (value) => !Array.isArray(value) || value.some((each) => each !== "text"),
};

function says(): boolean {
  return true;
}

export interface Kept {
  readonly fields: JsonObject;
  readonly warnings: readonly string[];
}

/** The fields without those that /responses does not have, each of which is told to the client. */
export function withoutDropped(fields: JsonObject): Kept {
  const warnings: string[] = [];
  const kept = Object.entries(fields).filter(([name, value]) => {
    if (!Object.hasOwn(DROPPED, name)) return true;
    if (value !== null && DROPPED[name]?.(value)) warnings.push(ignored(name));
    return false;
  });
  return { fields: Object.fromEntries(kept), warnings };
}

export function ignored(name: string): string {
  return `${name}: not a parameter of /responses, ignored`;
}
