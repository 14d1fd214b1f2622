import type { Settings } from "../../runtime/contract.ts";
import type { BackendIr } from "../ir.ts";
import { type Variable, variable } from "../kinds/backend-facts.ts";
import { factsOf } from "../kinds/kinds.ts";

/** Every variable that the artifact reads, in config order; one that is named twice is there twice, for its lines. */
export function resolveEnvironment(backends: readonly BackendIr[], settings: Settings): readonly Variable[] {
  const client = settings.auth.keys.map((key) => variable(key, "a key that clients may use"));
  return [...backends.flatMap(({ backend }) => factsOf(backend).environment), ...stateVariables(settings), ...client];
}

/** Not required: a server that has no Redis to share with still answers, from what it remembers itself. */
function stateVariables({ state }: Settings): readonly Variable[] {
  if (state === null) return [];
  return [{ ...variable(state, "the URL of the Redis that servers share their state through"), required: false }];
}
