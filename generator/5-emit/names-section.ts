import type { FailoverRoute, RouteElement } from "../ir.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import type { ListedName } from "./listed-models.ts";
import { listedNames } from "./listed-models.ts";
import { Code, comment, inlineLiteral, literal } from "./literal.ts";
import type { NamedPlace } from "./lookup-code.ts";
import { defaultTargetCode, lineOf, targetCode, withParamsCode } from "./target-code.ts";

/** What bare names mean that the config mentions. */
export interface NamesSection {
  readonly consts: readonly string[];
  /** Failover routes, then listed models that no route of the same name hides. */
  readonly places: readonly NamedPlace[];
  /** The failover route `*`, which takes all other names. */
  readonly any: NamedPlace | null;
}

/** A const for every failover route and every listed model; the functions then only hand them out. */
export function namesSection(emission: Emission): NamesSection {
  const { failoverRoutes } = emission.ir;
  const consts: string[] = [];
  const models = new Map<string, Code>();
  const routes: NamedPlace[] = [];
  const constant = (prefix: string, name: string, title: string, code: Code): NamedPlace => {
    const identifier = emission.names.take(prefix, name);
    consts.push(`${comment(title)}\nconst ${identifier} = ${code.text};`);
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
  for (const route of failoverRoutes) {
    const title = `${lineOf(route.origin)} failover_routes.${route.name}`;
    routes.push(
      constant("route", route.name === "*" ? "any" : route.name, title, failoverCode(emission, route, models)),
    );
  }
  const starIndex = failoverRoutes.findIndex(({ name }) => name === "*");
  const any = routes[starIndex] ?? null;
  const named = routes.filter((place) => place !== any);
  const hidden = new Set(named.map(({ name }) => name));
  return { consts, places: any === null ? [...named, ...listed.filter(({ name }) => !hidden.has(name))] : named, any };
}

/** A failover route can hide a listed model from all requests; a const for that would be unused. */
function reached({ ir }: Emission): readonly ListedName[] {
  const hidden = new Set(ir.failoverRoutes.map(({ name }) => name));
  const elements = new Set(
    ir.failoverRoutes.flatMap((route) =>
      route.elements.flatMap(({ backend, model }) => (backend === null ? [model] : [])),
    ),
  );
  return listedNames(ir).filter(({ name }) => elements.has(name) || !(hidden.has(name) || hidden.has("*")));
}

function lineOfFirst({ backends: [first] }: ListedName): string {
  return first === undefined ? "" : lineOf(first.origin);
}

function listedCode(emission: Emission, { name: model, backends, counter }: ListedName): Code {
  const targets = backends.map(({ name, origin }) =>
    targetCode(emission, { backend: name, model, at: lineOf(origin) }),
  );
  const [first] = targets;
  if (counter === null && first !== undefined) return first;
  return call(emission, "rotation", [inlineLiteral(counter), literal(targets)]);
}

function failoverCode(emission: Emission, { elements }: FailoverRoute, models: ReadonlyMap<string, Code>): Code {
  const branches = elements.map((element) => elementCode(emission, element, models));
  const [first, second] = branches;
  if (first !== undefined && second === undefined) return first;
  return call(emission, "failover", ['"failover_routes"', literal(branches)]);
}

function elementCode(emission: Emission, element: RouteElement, models: ReadonlyMap<string, Code>): Code {
  const { backend, instance, model, params, origin } = element;
  if (backend !== null) return targetCode(emission, { backend, instance, model, params, at: lineOf(origin) });
  const listed = models.get(model);
  if (listed === undefined) return defaultTargetCode(emission, { model, params, at: lineOf(origin) });
  return withParamsCode(emission, listed, params);
}
