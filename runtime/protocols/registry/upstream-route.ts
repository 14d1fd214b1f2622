import type { Protocol } from "../../contract.ts";
import type { Frontend } from "../endpoints/frontend.ts";
import type { Translation } from "../translate/translation.ts";
import { PROTOCOLS } from "./protocols.ts";

/** How a request goes up: the endpoint of the API that the backend is asked at, and the translation that leads there. */
export interface UpstreamRoute {
  readonly at: Frontend;
  /** null: as the client sent it. */
  readonly translation: Translation | null;
}

/** What decides how a target can be asked. */
export interface Spoken {
  readonly protocols: readonly Protocol[];
  /** Whether it has the endpoints of the API that belong to no protocol, such as embeddings. */
  readonly otherEndpoints: boolean;
}

const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as readonly Protocol[];

/** By the client's protocol, then by the target's. */
const TRANSLATED = new Map(PROTOCOL_NAMES.map((client) => [client, routesFrom(client)]));
const UNTRANSLATED = new Map<Frontend, UpstreamRoute>();

/**
 * The client's own protocol where the target speaks it; else the first of the target's that the client's can be translated
 * to. null where the target has nothing of the kind: a ChatGPT login has no embeddings.
 */
export function routeTo(frontend: Frontend, target: Spoken): UpstreamRoute | null {
  const { protocol } = frontend;
  if (protocol === null) return target.otherEndpoints ? untranslated(frontend) : null;
  if (target.protocols.includes(protocol)) return untranslated(frontend);
  const routes = TRANSLATED.get(protocol);
  for (const spoken of target.protocols) {
    const route = routes?.get(spoken);
    if (route !== undefined) return route;
  }
  return null;
}

function routesFrom(client: Protocol): ReadonlyMap<Protocol, UpstreamRoute> {
  const routes = new Map<Protocol, UpstreamRoute>();
  for (const spoken of PROTOCOL_NAMES) {
    const { endpoint, from } = PROTOCOLS[spoken];
    const translation = from[client];
    if (translation !== undefined) routes.set(spoken, { at: endpoint, translation });
  }
  return routes;
}

function untranslated(frontend: Frontend): UpstreamRoute {
  let route = UNTRANSLATED.get(frontend);
  if (route === undefined) {
    route = { at: frontend, translation: null };
    UNTRANSLATED.set(frontend, route);
  }
  return route;
}
