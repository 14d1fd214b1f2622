import Pool from "undici/lib/dispatcher/pool.js";
import type { Driver, Endpoint, Instance } from "../artifact.ts";
import type { HttpBackend } from "../contract.ts";
import type { Env } from "../env/env.ts";
import { textOf } from "../env/text.ts";
import { flatten } from "../request/payload.ts";
import type { Payload, Upstream } from "./upstream.ts";

/** Joining a body up to this size is cheaper than writing its pieces one by one. */
const JOIN_BELOW = 65_536;
/** Longer than undici's 4 s, for a TLS handshake costs more than a retry over a connection that was closed meanwhile. */
const KEEP_ALIVE_MS = 30_000;

/** All instances of a backend share its connections: the key is a header, not a property of the connection. */
export const httpDriver: Driver<HttpBackend> = (backend, instances, { env }) => {
  const upstream = createUpstream(backend);
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

function createUpstream({ origin, timeouts }: HttpBackend): Upstream {
  const pool = new Pool(origin, {
    connect: { timeout: timeouts.connect * 1000 },
    keepAliveTimeout: KEEP_ALIVE_MS,
    // The wait for headers is part of the whole request's limit, which the relay watches.
    headersTimeout: 0,
    bodyTimeout: (timeouts.streamIdle ?? 0) * 1000,
  });
  return {
    dispatch({ method, path, headers, body }, events) {
      pool.dispatch({ method, path, headers, body: body === null ? null : bodyOf(body, headers) }, events);
    },
    close: () => pool.close(),
  };
}

function bodyOf(payload: Payload, headers: string[]): Buffer | Iterable<Buffer> {
  if (payload.pieces.length === 1 || payload.length <= JOIN_BELOW) return flatten(payload);
  headers.push("content-length", String(payload.length));
  return payload.pieces;
}

function headersOf(backend: HttpBackend, { secret }: Instance, env: Env): readonly string[] {
  const headers: string[] = [];
  if (secret !== null) {
    headers.push(backend.keyHeader, backend.keyHeader === "authorization" ? `Bearer ${secret}` : secret);
  }
  for (const [name, value] of backend.headers) {
    const text = textOf(value, env);
    if (text !== "") headers.push(name, text);
  }
  return headers;
}
