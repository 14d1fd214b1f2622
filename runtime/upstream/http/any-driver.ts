import type { HttpBackend } from "../../contract/http-backend.ts";
import type { Env } from "../../env/env.ts";
import { refsOf } from "../../env/text.ts";
import type { BackendDriver, Driver } from "../../targets/driver.ts";
import { unset } from "../../targets/missing-variable.ts";
import { azurePaths } from "./azure-paths.ts";
import { httpDriver } from "./driver.ts";
import { type OpenBackend, openUrl } from "./open-url.ts";

/** As `httpDriver`, also for backends whose URL depends on the environment, or that have Azure's older paths. */
export const anyHttpDriver: Driver<HttpBackend> = (backend) => {
  const { origin } = backend;
  return typeof origin === "string" ? placedDriver(backend) : openDriver({ ...backend, origin });
};

function placedDriver(backend: HttpBackend): BackendDriver {
  const { apiVersion } = backend;
  const driver = httpDriver(backend);
  if (apiVersion === undefined) return driver;
  const pathFor = azurePaths(backend.path, apiVersion);
  return {
    ...driver,
    connect: (instances, context) => driver.connect(instances, context).map((endpoint) => ({ ...endpoint, pathFor })),
  };
}

/** A backend without a URL has no instances, as one without a key. */
function openDriver(backend: OpenBackend): BackendDriver {
  const fixed = httpDriver(backend);
  const refs = refsOf(backend.origin.url);
  const unsetIn = (env: Env) => unset(refs, env, `base_url of backend ${backend.name}`);
  return {
    ...fixed,
    instances: (env) => (unsetIn(env).length > 0 ? [] : fixed.instances(env)),
    connect(instances, context) {
      if (instances.length === 0) return [];
      const url = openUrl(backend, context.env);
      if (url.kind === "unusable") throw new Error(url.problem);
      const { origin, path } = url;
      return placedDriver({ ...backend, origin, path }).connect(instances, context);
    },
    missing: (env) => [...unsetIn(env), ...fixed.missing(env)],
    unusable(env) {
      if (unsetIn(env).length > 0) return [];
      const url = openUrl(backend, env);
      return url.kind === "unusable" ? [url.problem] : [];
    },
    keyless() {
      const names = refs.map(({ env }) => env).join(", ");
      const one = refs.length > 1 ? `one of the environment variables ${names}` : `the environment variable ${names}`;
      if (backend.keys.kind === "none")
        return `The backend "${backend.name}" has no URL: ${one} is not set on the server.`;
      return `The backend "${backend.name}" has no URL or no key: ${one}, or that of its key, is not set on the server.`;
    },
  };
}
