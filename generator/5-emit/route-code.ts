import type { Failover, Params, Rotation, Route, Target } from "../../runtime/contract.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import { Code, inlineLiteral, literal } from "./literal.ts";

/** Prints a route that is known while compiling. `named` holds the routes that have a const already. */
export function routeCode(emission: Emission, route: Route, named: ReadonlyMap<Route, Code>, indent = 0): Code {
  const known = named.get(route);
  if (known !== undefined) return known;
  switch (route.kind) {
    case "target":
      return targetCode(emission, { ...route, model: new Code(inlineLiteral(route.model)) });
    case "failover":
      return failoverCode(emission, route, named, indent);
    case "rotation":
      return rotationCode(emission, route, named, indent);
  }
}

/** `to(openai, null, "gpt-4o", null, "config.yaml:12")`; the model may be an expression. */
export function targetCode(
  emission: Emission,
  target: Omit<Target, "kind" | "model"> & { readonly model: Code },
): Code {
  const { backend, instance, model, params, at } = target;
  const where = backend === null ? "null" : backendCode(emission, backend.name).text;
  return call(emission, "to", [where, inlineLiteral(instance), model.text, inlineLiteral(params), inlineLiteral(at)]);
}

export function backendCode(emission: Emission, name: string): Code {
  const known = emission.backends.get(name);
  if (known === undefined) throw new Error(`a route names the backend ${name}, which was never resolved`);
  return known;
}

function failoverCode(emission: Emission, route: Failover, named: ReadonlyMap<Route, Code>, indent: number): Code {
  const branches = route.branches.map((branch) => routeCode(emission, branch, named, indent + 1));
  return call(emission, "failover", [inlineLiteral(route.source), literal(branches, indent)]);
}

function rotationCode(emission: Emission, route: Rotation, named: ReadonlyMap<Route, Code>, indent: number): Code {
  const branches = route.branches.map((branch) => routeCode(emission, branch, named, indent + 1));
  return call(emission, "rotation", [inlineLiteral(route.counter), literal(branches, indent)]);
}

/** Parameters as a route carries them: null where there are none. */
export function paramsOrNull(params: Params): Params | null {
  return Object.keys(params).length === 0 ? null : params;
}
