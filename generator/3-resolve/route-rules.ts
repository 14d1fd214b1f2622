import type { Rules } from "../../runtime/contract/route.ts";
import type { FailoverRoute } from "../../schema/config.ts";
import { ownTimeouts } from "./timeouts.ts";

/** The rules of a failover route for all its targets; null if it has none. */
export function resolveRouteRules(config: FailoverRoute | undefined): Rules | null {
  if (config === undefined || !("elements" in config)) return null;
  const { stream_recovery: streamRecovery, affinity } = config;
  const timeouts = ownTimeouts(config);
  const rules: Rules = {
    ...(Object.keys(timeouts).length === 0 ? {} : { timeouts }),
    ...(streamRecovery === undefined ? {} : { streamRecovery }),
    ...(affinity === undefined ? {} : { affinity }),
  };
  return Object.keys(rules).length === 0 ? null : rules;
}
