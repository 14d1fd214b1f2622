import type { PreparedEndpoint } from "../targets/prepared-endpoint.ts";

/** All endpoints by the name of their instance. */
export function byInstance(endpoints: readonly (readonly PreparedEndpoint[])[]): ReadonlyMap<string, PreparedEndpoint> {
  return new Map(endpoints.flat().map((endpoint) => [endpoint.instance.name, endpoint]));
}

/** Whether there is only one endpoint, and it stores its responses. */
export function isOnlyKeeper(endpoints: readonly (readonly PreparedEndpoint[])[]): boolean {
  const [only, other] = endpoints.flat();
  return only !== undefined && other === undefined && only.keepsResponses;
}

/**
 * The endpoint for responses that this server does not know, for example after a restart: the default backend if it stores
 * responses, or else the only one that does; null if there is none, or several.
 */
export function strangersEndpoint(
  endpoints: readonly (readonly PreparedEndpoint[])[],
  defaultBackend: number | null,
): PreparedEndpoint | null {
  const keeping = endpoints.filter(([first]) => first?.keepsResponses);
  const byDefault = keeping.find(([first]) => first?.backend.index === defaultBackend);
  return (byDefault ?? (keeping.length === 1 ? keeping[0] : undefined))?.[0] ?? null;
}
