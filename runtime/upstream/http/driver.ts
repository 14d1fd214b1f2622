import type { Driver, Endpoint, Instance } from "../../artifact.ts";
import type { HttpBackend } from "../../contract.ts";
import type { Env } from "../../env/env.ts";
import { textOf } from "../../env/text.ts";
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
  const headers: string[] = [];
  if (secret !== null) {
    const value = backend.keyHeader === "authorization" ? `Bearer ${secret}` : secret;
    headers.push(backend.keyHeader, checked(value, `${keyName}`));
  }
  for (const [name, value] of backend.headers) {
    const text = textOf(value, env);
    if (text !== "") headers.push(name, checked(text, `the header ${name} of ${backend.name}`));
  }
  return headers;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.5; the value itself stays out of the message. */
function checked(value: string, what: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new Error(`${what} has characters in it that a header cannot carry.`);
}
