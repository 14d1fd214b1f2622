import type { HttpBackend, Keys } from "../../contract/http-backend.ts";
import { type Env, envValue } from "../../env/env.ts";
import type { Instance } from "../../targets/endpoint.ts";
import { type MissingVariable, unset } from "../../targets/missing-variable.ts";

const LAST_NUMBER = 99;

type WithKeys = Pick<HttpBackend, "name" | "keys">;

/**
 * One for each key that is set. An unset key is left out and the others keep their numbers, so that `openai.2` is the same
 * key on every machine.
 */
export function keyInstances({ name, keys }: WithKeys, env: Env): readonly Instance[] {
  if (keys.kind === "none") return [{ name: `${name}.1`, number: 1, keyName: null, secret: null }];
  const found: Instance[] = [];
  keyNames(keys).forEach((keyName, index) => {
    const secret = envValue(env, keyName);
    if (secret !== null) found.push({ name: `${name}.${index + 1}`, number: index + 1, keyName, secret });
  });
  return found;
}

/** A numbered set needs only one of them. */
export function missingKeys(backend: WithKeys, env: Env): readonly MissingVariable[] {
  const { name, keys } = backend;
  const purpose = `key of backend ${name}`;
  switch (keys.kind) {
    case "none":
      return [];
    case "listed":
      return unset(keys.keys, env, purpose);
    case "numbered": {
      const { prefix } = keys;
      const first = { env: `${prefix.env}1`, at: prefix.at, purpose, required: true };
      return keyInstances(backend, env).length > 0 ? [] : [first];
    }
  }
}

/** The error text for clients if no key is set. */
export function keyless({ name, keys }: WithKeys): string {
  const names = keyNames(keys);
  const wanted = names.length === 1 ? `the environment variable ${names[0]}` : `any of ${names[0]} … ${names.at(-1)}`;
  return `The backend "${name}" has no key: ${wanted} is not set on the server.`;
}

/** The variables for a backend's keys, in the order of their instances. */
function keyNames(keys: Keys): readonly string[] {
  switch (keys.kind) {
    case "none":
      return [];
    case "listed":
      return keys.keys.map((key) => key.env);
    case "numbered":
      return Array.from({ length: LAST_NUMBER }, (_, index) => `${keys.prefix.env}${index + 1}`);
  }
}
