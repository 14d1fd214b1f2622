import { clientKeys } from "../auth/authenticator.ts";
import type { CompiledRouter } from "../contract.ts";
import { type Env, envValue } from "./env.ts";
import { instancesOf } from "./instances.ts";
import { refsOf } from "./text.ts";

/** Every value of the environment that must never be shown: keys, and what headers take from variables. */
export function secretsOf(router: CompiledRouter, env: Env): readonly string[] {
  const upstream = router.backends.flatMap((backend) => {
    const headers = backend.kind === "http" ? backend.headers.flatMap(([, value]) => refsOf(value)) : [];
    return [
      ...instancesOf(backend, env).map((instance) => instance.secret),
      ...headers.map((ref) => envValue(env, ref.env)),
    ];
  });
  return [...upstream, ...clientKeys(router.settings.auth, env)].filter((value) => value !== null);
}
