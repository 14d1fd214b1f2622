import type { Instance } from "../artifact.ts";
import type { Backend, Keys } from "../contract.ts";
import { type Env, envValue } from "./env.ts";

const LAST_NUMBER = 99;

/**
 * A backend's instances, one for each key that is set. An unset key is left out and keeps its number, so that
 * `openai.2` means the same key on every machine.
 */
export function instancesOf(backend: Backend, env: Env): readonly Instance[] {
  const keys: Keys = backend.kind === "http" ? backend.keys : { kind: "none" };
  if (keys.kind === "none") return [{ name: `${backend.name}.1`, number: 1, keyName: null, secret: null }];
  const found: Instance[] = [];
  keyNames(keys).forEach((keyName, index) => {
    const secret = envValue(env, keyName);
    if (secret !== null) found.push({ name: `${backend.name}.${index + 1}`, number: index + 1, keyName, secret });
  });
  return found;
}

/** The variables that may hold a backend's keys, in the order of their instances. */
export function keyNames(keys: Keys): readonly string[] {
  switch (keys.kind) {
    case "none":
      return [];
    case "listed":
      return keys.keys.map((key) => key.env);
    case "numbered":
      return Array.from({ length: LAST_NUMBER }, (_, index) => `${keys.prefix.env}${index + 1}`);
  }
}
