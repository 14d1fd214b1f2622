import type { EndpointName } from "../../contract.ts";
import { chatCompletions } from "./chat-completions.ts";
import { completions } from "./completions.ts";
import { embeddings } from "./embeddings.ts";
import type { Frontend } from "./frontend.ts";
import { moderations } from "./moderations.ts";
import { responses } from "./responses.ts";
import { compact, inputTokens } from "./responses-tools.ts";

/** All frontends by their name in the config's `endpoints`, the most used first. */
const FRONTENDS: readonly (readonly [name: EndpointName, frontend: Frontend])[] = [
  ["chat", chatCompletions],
  ["responses", responses],
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
