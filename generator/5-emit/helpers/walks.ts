import type { Helper, HelperText } from "./helper.ts";

/** The functions that change each target of a place. `locate` never finds a weighted or parallel group. */
export const WALK_HELPERS: Readonly<
  Record<Extract<Helper, "withParams" | "withFields" | "limited" | "gated">, HelperText>
> = {
  withParams: {
    types: ["Params", "Route"],
    text: `/** The same places with an alias's own parameters, which win. */
function withParams<R extends Route | null>(route: R, params: Params): R;
function withParams(route: Route | null, params: Params): Route | null {
  switch (route?.kind) {
    case "target":
      return { ...route, params: { ...route.params, ...params } };
    case "rotation":
    case "failover":
      return { ...route, branches: route.branches.map((branch) => withParams(branch, params)) };
    default:
      return route;
  }
}`,
  },
  withFields: {
    types: ["FieldRules", "Route"],
    text: `/** The same places with an alias's own body fields, which come before theirs. */
function withFields<R extends Route | null>(route: R, fields: FieldRules): R;
function withFields(route: Route | null, fields: FieldRules): Route | null {
  switch (route?.kind) {
    case "target": {
      const own = route.rules?.fields ?? {};
      const joined: FieldRules = {
        ...own,
        ...fields,
        ...(fields.body && { body: { ...own.body, ...fields.body } }),
        ...(fields.headers && { headers: { ...own.headers, ...fields.headers } }),
        ...(fields.drop && { drop: [...(own.drop ?? []), ...fields.drop] }),
      };
      return { ...route, rules: { ...route.rules, fields: joined } };
    }
    case "rotation":
    case "failover":
      return { ...route, branches: route.branches.map((branch) => withFields(branch, fields)) };
    default:
      return route;
  }
}`,
  },
  limited: {
    types: ["Route"],
    text: `/** The same places, passed over for requests of more than so many tokens. */
function limited<R extends Route | null>(route: R, tokens: number): R;
function limited(route: Route | null, tokens: number): Route | null {
  switch (route?.kind) {
    case "target":
      return { ...route, rules: { ...route.rules, maxContext: Math.min(tokens, route.rules?.maxContext ?? tokens) } };
    case "rotation":
    case "failover":
      return { ...route, branches: route.branches.map((branch) => limited(branch, tokens)) };
    default:
      return route;
  }
}`,
  },
  gated: {
    types: ["FailureKind", "Route"],
    text: `/** The same places, reached only after such a failure. */
function gated<R extends Route | null>(route: R, on: readonly FailureKind[]): R;
function gated(route: Route | null, on: readonly FailureKind[]): Route | null {
  switch (route?.kind) {
    case "target":
      return { ...route, rules: { ...route.rules, on: [on, ...(route.rules?.on ?? [])] } };
    case "rotation":
    case "failover":
      return { ...route, branches: route.branches.map((branch) => gated(branch, on)) };
    default:
      return route;
  }
}`,
  },
};
