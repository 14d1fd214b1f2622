import type { PreparedEndpoint } from "../targets/prepared-endpoint.ts";

/** All endpoints by the name of their instance. */
export function byInstance(endpoints: readonly (readonly PreparedEndpoint[])[]): ReadonlyMap<string, PreparedEndpoint> {
  return new Map(endpoints.flat().map((endpoint) => [endpoint.instance.name, endpoint]));
}

/** Whether every response there can be is kept by one endpoint. */
export function isOnlyKeeper(endpoints: readonly (readonly PreparedEndpoint[])[]): boolean {
  const [only, other] = endpoints.flat();
  return only !== undefined && other === undefined && only.keepsResponses;
}

/**
 * Who may know of a response that is forgotten here, after a restart: the default backend if it keeps responses, else the
 * only one that does; null where that leaves none, or several.
 */
export function strangersEndpoint(
  endpoints: readonly (readonly PreparedEndpoint[])[],
  defaultBackend: number | null,
): PreparedEndpoint | null {
  const keeping = endpoints.filter(([first]) => first?.keepsResponses);
  const byDefault = keeping.find(([first]) => first?.backend.index === defaultBackend);
  return (byDefault ?? (keeping.length === 1 ? keeping[0] : undefined))?.[0] ?? null;
}
