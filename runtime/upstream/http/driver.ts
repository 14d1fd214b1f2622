import type { HttpBackend } from "../../contract/http-backend.ts";
import type { Env } from "../../env/env.ts";
import { isOpenAiServer } from "../../protocols/chat/dialect/openai-server.ts";
import { plainRoles } from "../../protocols/chat/dialect/plain-roles.ts";
import { keepIntegers } from "../../protocols/json/keep-integers.ts";
import type { Driver, DriverContext } from "../../targets/driver.ts";
import type { Endpoint, Instance } from "../../targets/endpoint.ts";
import { forwardedNames } from "../../wire/forwarded-names.ts";
import { masksFor } from "../../wire/masks/masks.ts";
import { queryUp } from "../../wire/query.ts";
import { checkedHeader, headerVariables, missingHeaders, ownHeaders, secretsInHeaders } from "../extra-headers.ts";
import { forwardsOf } from "../forwards-of.ts";
import { masked } from "../masked.ts";
import { WithoutModelNames } from "../without-model-names.ts";
import { httpDialect } from "./http-dialect.ts";
import { keyInstances, keyless, missingKeys } from "./keys.ts";
import { createPool } from "./pool.ts";

export const httpDriver: Driver<HttpBackend> = (backend) => ({
  instances: (env) => keyInstances(backend, env),
  connect: (instances, context) => connect(backend, instances, context),
  missing: (env) => [...missingKeys(backend, env), ...missingHeaders(backend, env)],
  headerVariables: headerVariables(backend),
  keyless: () => keyless(backend),
  checkLogins: null,
});

/** All instances of a backend share its connections, because the key is only a header. */
function connect(
  backend: HttpBackend,
  instances: readonly Instance[],
  { env, clock }: DriverContext,
): readonly Endpoint[] {
  const { origin, timeouts, protocols } = backend;
  if (typeof origin !== "string") throw new Error(`The artifact cannot read the URL of the backend "${backend.name}".`);
  keepIntegers();
  const dialect = httpDialect(backend);
  const roles = isOpenAiServer(backend.type) ? null : plainRoles;
  const pool = createPool({
    origin: new URL(origin),
    ca: backend.ca,
    connectTimeout: timeouts.connect * 1000,
    idleTimeout: (timeouts.streamIdle ?? 0) * 1000,
    clock,
  });
  const more = forwardsOf(backend);
  const inHeaders = secretsInHeaders(backend, env);
  return instances.map((instance): Endpoint => {
    const headers = headersOf(backend, instance, env);
    const { secret } = instance;
    const masks = masksFor(secret === null ? inHeaders : [secret, ...inHeaders]);
    return {
      backend,
      instance,
      upstream: masked(pool, masks),
      masks,
      address: origin,
      path: backend.path,
      pathFor: null,
      headers,
      protocols,
      otherEndpoints: true,
      passthrough: true,
      realtime: true,
      keepsResponses: backend.keepsResponses && protocols.includes("responses"),
      streamsOnly: false,
      limitScope: "model",
      maxTokensField: backend.maxTokensField,
      customTools: backend.customTools,
      forwards: forwardedNames(headers, more),
      queryUp,
      withoutModelNames: (events) => new WithoutModelNames(events),
      dialect,
      plainRoles: roles,
      adapt: null,
    };
  });
}

function headersOf(backend: HttpBackend, { secret, keyName }: Instance, env: Env): readonly string[] {
  if (secret === null) return ownHeaders(backend, env);
  const value = backend.keyHeader === "authorization" ? `Bearer ${secret}` : secret;
  return [backend.keyHeader, checkedHeader(value, `${keyName}`), ...ownHeaders(backend, env)];
}
