import type { Backend } from "../../contract/backend.ts";
import type { Rules } from "../../contract/route.ts";

/** The rules of a target with the timeouts of its model, which the route's own override. */
export function withModelRules({ modelTimeouts }: Backend, model: string, rules: Rules | null): Rules | null {
  if (modelTimeouts === undefined || !Object.hasOwn(modelTimeouts, model)) return rules;
  return { ...rules, timeouts: { ...modelTimeouts[model], ...rules?.timeouts } };
}
