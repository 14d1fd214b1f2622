import { clientKeys } from "../clients/authenticator.ts";
import type { CompiledRouter } from "../contract/router.ts";
import { type Env, envValue } from "../env/env.ts";
import type { Drivers } from "../targets/driver.ts";
import { driverOf } from "../targets/driver-of.ts";

/** Every value of the environment that must never be shown: keys, and variables in headers. */
export function secretsOf(router: CompiledRouter, drivers: Drivers, env: Env): readonly string[] {
  const upstream = router.backends.flatMap((backend) => {
    const driver = driverOf(backend, drivers);
    return [
      ...driver.instances(env).map((instance) => instance.secret),
      ...driver.headerVariables.map((ref) => envValue(env, ref.env)),
    ];
  });
  const values = [...upstream, ...clientKeys(router.settings.auth, env), ...stateSecrets(router, env)];
  return values.filter((value) => value !== null);
}

/** The URL of the shared state, and the password in it, which could be shown on its own. */
function stateSecrets({ settings: { state } }: CompiledRouter, env: Env): readonly (string | null)[] {
  const url = state === null ? null : envValue(env, state.env);
  if (url === null) return [];
  // A password may be what makes it invalid.
  if (!URL.canParse(url)) return [url];
  const { password } = new URL(url);
  // Without a password it is not secret, and hiding it would hide which Redis is meant.
  return password === "" ? [] : [url, password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
