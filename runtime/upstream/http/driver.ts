import type { HttpBackend } from "../../contract.ts";
import type { Env } from "../../env/env.ts";
import type { Driver, Endpoint, Instance } from "../../targets/endpoint.ts";
import { checkedHeader, extraHeaders } from "../extra-headers.ts";
import { createPool } from "./pool.ts";

/** All instances of a backend share its connections: the key is a header, not a property of the connection. */
export const httpDriver: Driver<HttpBackend> = (backend, instances, { env, clock }) => {
  const { origin, timeouts } = backend;
  const upstream = createPool({
    origin: new URL(origin),
    connectTimeout: timeouts.connect * 1000,
    idleTimeout: (timeouts.streamIdle ?? 0) * 1000,
    clock,
  });
  return instances.map(
    (instance): Endpoint => ({
      backend,
      instance,
      upstream,
      path: backend.path,
      headers: headersOf(backend, instance, env),
    }),
  );
};

function headersOf(backend: HttpBackend, { secret, keyName }: Instance, env: Env): readonly string[] {
  if (secret === null) return extraHeaders(backend, env);
  const value = backend.keyHeader === "authorization" ? `Bearer ${secret}` : secret;
  return [backend.keyHeader, checkedHeader(value, `${keyName}`), ...extraHeaders(backend, env)];
}
