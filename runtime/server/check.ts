import type { CompiledRouter } from "../contract/router.ts";
import type { Env } from "../env/env.ts";
import type { Drivers } from "../targets/driver.ts";
import { driverOf } from "../targets/driver-of.ts";
import { type MissingVariable, unset } from "../targets/missing-variable.ts";

/** Every variable that the config uses and the environment lacks, in config order. */
export function checkEnv(router: CompiledRouter, drivers: Drivers, env: Env): readonly MissingVariable[] {
  const { auth, state } = router.settings;
  return [
    ...router.backends.flatMap((backend) => driverOf(backend, drivers).missing(env)),
    ...(state === null ? [] : unset([state], env, "state stays in memory, shared with no other server", false)),
    ...(auth.enabled ? unset(auth.keys, env, "key of the proxy's clients") : []),
  ];
}

/** Every value of the environment that the config does not allow, in config order. A server does not start with them. */
export function unusableIn(router: CompiledRouter, drivers: Drivers, env: Env): readonly string[] {
  return router.backends.flatMap((backend) => driverOf(backend, drivers).unusable?.(env) ?? []);
}
