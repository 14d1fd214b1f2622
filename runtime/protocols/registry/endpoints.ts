import type { EndpointName } from "../../contract/protocol.ts";
import { completions } from "../endpoints/completions.ts";
import { embeddings } from "../endpoints/embeddings.ts";
import type { Frontend } from "../endpoints/frontend.ts";
import { moderations } from "../endpoints/moderations.ts";
import { compact, inputTokens } from "../endpoints/responses-tools.ts";
import { PROTOCOL_NAMES, PROTOCOLS } from "./protocols.ts";

/** All frontends by their name in the config's `endpoints`. */
const FRONTENDS: readonly (readonly [name: EndpointName, frontend: Frontend])[] = [
  ...PROTOCOL_NAMES.map((name) => [name, PROTOCOLS[name].endpoint] as const),
  ["embeddings", embeddings],
  ["completions", completions],
  ["moderations", moderations],
  ["responses", compact],
  ["responses", inputTokens],
];

/** Only those that are served. */
export function servedFrontends(isServed: (name: EndpointName) => boolean): readonly Frontend[] {
  return FRONTENDS.flatMap(([name, frontend]) => (isServed(name) ? [frontend] : []));
}
