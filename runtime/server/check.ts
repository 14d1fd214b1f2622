import type { Backend, CodexBackend, CompiledRouter, EnvRef } from "../contract.ts";
import { type Env, envValue } from "../env/env.ts";
import { refsOf } from "../env/text.ts";
import { instancesOf } from "../targets/instances.ts";

export interface MissingVariable {
  /** `OPENAI_API_KEY`; for a numbered set, `OPENAI_API_KEY_1`. */
  readonly env: string;
  /** The config line that asks for it. */
  readonly at: string;
  /** What it is for, `key of backend openai`, or what is done without it. */
  readonly purpose: string;
  /** false: the server answers every request without it. */
  readonly required: boolean;
}

/** Every variable that the config asks for and the environment lacks, in config order. */
export function checkEnv(router: CompiledRouter, env: Env): readonly MissingVariable[] {
  const { auth, state } = router.settings;
  return [
    ...router.backends.flatMap((backend) => missingOf(backend, env)),
    ...(state === null ? [] : unset([state], env, "state stays in memory, shared with no other server", false)),
    ...(auth.enabled ? unset(auth.keys, env, "key of the proxy's clients") : []),
  ];
}

function missingOf(backend: Backend, env: Env): readonly MissingVariable[] {
  if (backend.kind === "mock") return [];
  const headers = backend.headers.flatMap(([name, value]) =>
    unset(refsOf(value), env, `header ${name} of backend ${backend.name}`),
  );
  if (backend.kind === "codex") return [...missingPaths(backend, env), ...headers];
  const purpose = `key of backend ${backend.name}`;
  switch (backend.keys.kind) {
    case "none":
      return headers;
    case "listed":
      return [...unset(backend.keys.keys, env, purpose), ...headers];
    case "numbered": {
      const { prefix } = backend.keys;
      const first = { env: `${prefix.env}1`, at: prefix.at, purpose, required: true };
      return instancesOf(backend, env).length > 0 ? headers : [first, ...headers];
    }
  }
}

function missingPaths({ name, authFiles }: CodexBackend, env: Env): readonly MissingVariable[] {
  const paths = authFiles.flatMap((file) => (file.kind === "named" ? refsOf(file.path) : []));
  return unset(paths, env, `path of a login file of backend ${name}`);
}

function unset(refs: readonly EnvRef[], env: Env, purpose: string, required = true): readonly MissingVariable[] {
  return refs
    .filter((ref) => envValue(env, ref.env) === null)
    .map((ref) => ({ env: ref.env, at: ref.at, purpose, required }));
}
