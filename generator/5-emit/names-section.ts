import type { Rules } from "../../runtime/contract/route.ts";
import type { FailoverRoute, RouteElement } from "../ir.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import type { ListedName } from "./listed-models.ts";
import { listedNames, turningRoutes } from "./listed-models.ts";
import { Code, comment, inlineLiteral, literal } from "./literal.ts";
import type { NamedPlace } from "./lookup-code.ts";
import {
  defaultTargetCode,
  frozenCode,
  limitedCode,
  lineOf,
  rulesCode,
  type TargetParts,
  targetCode,
} from "./target-code.ts";

/** Where the bare names in the config lead. */
export interface NamesSection {
  readonly consts: readonly string[];
  /** Failover routes, then listed models that no route of the same name hides. */
  readonly places: readonly NamedPlace[];
  /** The failover route `*`, for all other names. */
  readonly any: NamedPlace | null;
}

/** A const for every failover route and every listed model; the functions only return them. */
export function namesSection(emission: Emission): NamesSection {
  const { failoverRoutes } = emission.ir;
  const consts: string[] = [];
  const models = new Map<string, Code>();
  const routes: NamedPlace[] = [];
  const constant = (prefix: string, name: string, title: string, code: Code): NamedPlace => {
    const identifier = emission.names.take(prefix, name);
    consts.push(`${comment(title)}\nconst ${identifier} = ${frozenCode(emission, code).text};`);
    return { name, title, code: new Code(identifier) };
  };
  // Routes refer to listed models, so those come first.
  const listed = reached(emission).map((model) => {
    const place = constant(
      "model",
      model.name,
      `${lineOfFirst(model)} models: ${model.name}`,
      listedCode(emission, model),
    );
    models.set(model.name, place.code);
    return place;
  });
  const elementOf = elementCodes(emission, models);
  for (const route of failoverRoutes) {
    const title = `${lineOf(route.origin)} failover_routes.${route.name}`;
    const id = route.name === "*" ? "any" : route.name;
    const rules = sharedRules(emission, route, id);
    if (rules instanceof Code) {
      emission.types.add("Rules");
      consts.push(`${comment(title)}\nconst ${rules.text} = ${inlineLiteral(route.rules)} as const satisfies Rules;`);
    }
    const branches = route.elements.map((element) => elementOf(route, element, rules));
    routes.push(constant("route", id, title, failoverCode(emission, route, branches)));
  }
  const starIndex = failoverRoutes.findIndex(({ name }) => name === "*");
  const any = routes[starIndex] ?? null;
  const named = routes.filter((place) => place !== any);
  const hidden = new Set(named.map(({ name }) => name));
  return { consts, places: any === null ? [...named, ...listed.filter(({ name }) => !hidden.has(name))] : named, any };
}

/** The rules of a route, as a const where several elements share them. */
function sharedRules({ names }: Emission, { rules, elements }: FailoverRoute, id: string): Rules | Code | null {
  return rules === null || elements.length === 1 ? rules : new Code(names.take("rules", id));
}

/** A failover route can hide a listed model from all requests; a const for that would be unused. */
function reached({ ir }: Emission): readonly ListedName[] {
  const hidden = new Set(ir.failoverRoutes.map(({ name }) => name));
  const elements = new Set(
    ir.failoverRoutes.flatMap((route) =>
      route.elements.flatMap((element) => (isPlain(route, element) ? [element.model] : [])),
    ),
  );
  return listedNames(ir).filter(({ name }) => elements.has(name) || !(hidden.has(name) || hidden.has("*")));
}

/** Whether an element is a bare model without parameters or annotations, so that it is the listed model itself. */
function isPlain({ rules }: FailoverRoute, { backend, params, annotations }: RouteElement): boolean {
  return backend === null && rules === null && Object.keys({ ...params, ...annotations }).length === 0;
}

function lineOfFirst({ backends: [first] }: ListedName): string {
  return first === undefined ? "" : lineOf(first.origin);
}

/** A listed model, with the parameters and annotations of an element. */
function listedCode(
  emission: Emission,
  { name: model, backends, counter }: ListedName,
  extra: Pick<TargetParts, "params" | "rules"> = {},
): Code {
  const targets = backends.map(({ name, origin }) =>
    targetCode(emission, { ...extra, backend: name, model, at: lineOf(origin) }),
  );
  const [first] = targets;
  if (counter === null && first !== undefined) return first;
  return call(emission, "rotation", [inlineLiteral(counter), literal(targets)]);
}

function failoverCode(emission: Emission, route: FailoverRoute, branches: readonly Code[]): Code {
  const { policy } = route;
  const [first, second] = branches;
  // With the policy `m` the only element has one attempt; the element itself would have one per key.
  if (first !== undefined && second === undefined && policy !== "m") return first;
  const list = literal(branches);
  switch (policy) {
    case "round-robin":
      return call(emission, "rotation", [String(turningRoutes(emission.ir).get(route)), list]);
    case "ordered":
    case "km":
      return call(emission, "failover", ['"failover_routes"', list]);
    default:
      return call(emission, "failoverBy", [inlineLiteral(policy), list]);
  }
}

/** Finds the place of an element; `rules` are those of its route. */
type ElementOf = (route: FailoverRoute, element: RouteElement, rules: Rules | Code | null) => Code;

/** @param consts of the listed models, by name */
function elementCodes(emission: Emission, consts: ReadonlyMap<string, Code>): ElementOf {
  const listed = new Map(listedNames(emission.ir).map((model) => [model.name, model]));
  return (route, element, rules) => {
    const { backend, instance, model, params, annotations, origin } = element;
    const extra = { params, rules: rulesCode(annotations, rules) };
    if (backend !== null) return targetCode(emission, { ...extra, backend, instance, model, at: lineOf(origin) });
    const found = listed.get(model);
    if (found === undefined) return defaultTargetCode(emission, { ...extra, model, at: lineOf(origin) });
    const plain = isPlain(route, element) ? consts.get(model) : undefined;
    if (plain !== undefined) return plain;
    const { on, ...limits } = annotations;
    if (on === undefined || found.counter === null) return listedCode(emission, found, extra);
    // One list around them all lets a request go on from one of the backends to the next.
    return limitedCode(emission, listedCode(emission, found, { params, rules: rulesCode(limits, rules) }), { on });
  };
}
