import type { Backend, CodexBackend, Keys } from "../contract.ts";
import { authPath } from "../env/auth-path.ts";
import { type Env, envValue } from "../env/env.ts";
import type { Instance } from "./endpoint.ts";

const LAST_NUMBER = 99;

/**
 * A backend's instances, one for each key that is set, or for each login file. An unset key is left out and keeps its
 * number, so that `openai.2` means the same key on every machine; so is a file whose path has an unset variable.
 */
export function instancesOf(backend: Backend, env: Env): readonly Instance[] {
  if (backend.kind === "codex") return accountsOf(backend, env);
  const keys: Keys = backend.kind === "http" ? backend.keys : { kind: "none" };
  if (keys.kind === "none") return [{ name: `${backend.name}.1`, number: 1, keyName: null, secret: null }];
  const found: Instance[] = [];
  keyNames(keys).forEach((keyName, index) => {
    const secret = envValue(env, keyName);
    if (secret !== null) found.push({ name: `${backend.name}.${index + 1}`, number: index + 1, keyName, secret });
  });
  return found;
}

function accountsOf({ name, authFiles }: CodexBackend, env: Env): readonly Instance[] {
  return authFiles.flatMap((file, index) => {
    const path = authPath(file, env);
    return path === null ? [] : [{ name: `${name}.${index + 1}`, number: index + 1, keyName: path, secret: null }];
  });
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
