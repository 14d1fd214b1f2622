import type { Protocol } from "../../contract/protocol.ts";
import type { Frontend } from "../endpoints/frontend.ts";
import type { Translation } from "../translation.ts";

/** How a request is sent to a backend: the backend's endpoint, and the translation that this needs. */
export interface UpstreamRoute {
  readonly at: Frontend;
  /** null: as the client sent it. */
  readonly translation: Translation | null;
}

/** How clients of one protocol reach targets that speak another one. */
export interface TranslatedRoute extends UpstreamRoute {
  /** What the clients speak. */
  readonly client: Protocol;
  readonly translation: Translation;
}

/** What a target speaks. */
export interface Spoken {
  readonly protocols: readonly Protocol[];
  /** Whether it has the API's endpoints that belong to no protocol, such as embeddings; or the paths of those that it has. */
  readonly otherEndpoints: boolean | readonly string[];
}

/**
 * The client's own protocol if the target speaks it; otherwise the first of the target's protocols that the client's can be
 * translated to. null if there is none: a ChatGPT login has no embeddings.
 */
export type RouteTo = (frontend: Frontend, target: Spoken) => UpstreamRoute | null;

export function createRouteTo(translated: readonly TranslatedRoute[]): RouteTo {
  const untranslated = new Map<Frontend, UpstreamRoute>();
  const asItIs = (frontend: Frontend): UpstreamRoute => {
    let route = untranslated.get(frontend);
    if (route === undefined) {
      route = { at: frontend, translation: null };
      untranslated.set(frontend, route);
    }
    return route;
  };
  return (frontend, target) => {
    const { protocol } = frontend;
    if (protocol === null) return hasPath(target, frontend.path) ? asItIs(frontend) : null;
    if (target.protocols.includes(protocol)) return asItIs(frontend);
    for (const spoken of target.protocols) {
      const route = translated.find(({ client, at }) => client === protocol && at.protocol === spoken);
      if (route !== undefined) return route;
    }
    return null;
  };
}

function hasPath({ otherEndpoints: has }: Spoken, path: string): boolean {
  return typeof has === "boolean" ? has : has.includes(path);
}
