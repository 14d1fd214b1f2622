import type { Settings } from "../../runtime/contract/settings.ts";
import type { BackendIr } from "../ir.ts";
import { type Variable, variable } from "../kinds/backend-facts.ts";
import { factsOf } from "../kinds/kinds.ts";

/**
 * Every variable that the artifact reads, in config order. A variable that is used twice is listed twice, with both
 * lines.
 */
export function resolveEnvironment(backends: readonly BackendIr[], settings: Settings): readonly Variable[] {
  const client = settings.auth.keys.map((key) => variable(key, "a key that clients may use"));
  return [
    ...backends.flatMap(({ backend }) => factsOf(backend).environment),
    ...stateVariables(settings),
    ...client,
    ...addressVariables(settings),
  ];
}

/** Not required: unset, the server listens where it does without a config. */
function addressVariables({ server: { hostFrom, portFrom } }: Settings): readonly Variable[] {
  return [
    ...(hostFrom === undefined
      ? []
      : [{ ...variable(hostFrom, "the address that the server listens on"), required: false }]),
    ...(portFrom === undefined
      ? []
      : [{ ...variable(portFrom, "the port that the server listens on"), required: false }]),
  ];
}

/** Not required: without Redis, a server keeps its state in memory. */
function stateVariables({ state }: Settings): readonly Variable[] {
  if (state === null) return [];
  return [{ ...variable(state, "the URL of the Redis that servers share their state through"), required: false }];
}
