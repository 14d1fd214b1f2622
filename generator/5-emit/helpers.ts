import type { ContractType, Emission, Helper } from "./emission.ts";

interface HelperText {
  readonly types: readonly ContractType[];
  readonly text: string;
}

/** The functions that sections may call, in the order in which they are printed. */
const HELPERS: Readonly<Record<Helper, HelperText>> = {
  to: {
    types: ["Backend", "Params", "Target"],
    text: `/** One place to send a request to; without a backend, the default one. */
function to(backend: Backend | null, instance: number | null, model: string, params: Params | null, at: string): Target {
  return { kind: "target", backend, instance, model, params, at };
}`,
  },
  failover: {
    types: ["Failover", "Route"],
    text: `/** Tried in order. */
function failover(source: Failover["source"], branches: readonly Route[]): Failover {
  return { kind: "failover", source, branches };
}`,
  },
  rotation: {
    types: ["Rotation", "Target"],
    text: `/** Tried in order, from a start that moves on with each request. */
function rotation(counter: number, branches: readonly Target[]): Rotation {
  return { kind: "rotation", counter, branches };
}`,
  },
  withParams: {
    types: ["Params", "Route"],
    text: `/** The same places with an alias's own parameters, which win. */
function withParams<R extends Route | null>(route: R, params: Params): R;
function withParams(route: Route | null, params: Params): Route | null {
  switch (route?.kind) {
    case "target":
      return { ...route, params: { ...route.params, ...params } };
    case "rotation":
      return { ...route, branches: route.branches.map((branch) => withParams(branch, params)) };
    case "failover":
      return { ...route, branches: route.branches.map((branch) => withParams(branch, params)) };
    default:
      return null;
  }
}`,
  },
  rest: {
    types: ["Target"],
    text: `/** What follows the first \`from\` characters of a name goes behind the model of \`place\`. */
function rest(from: number, { backend, instance, model, params, at }: Target): (name: string) => Target {
  return (name) => to(backend, instance, model + name.slice(from), params, at);
}`,
  },
  matched: {
    types: ["Target"],
    text: `/** The model is made of texts and of groups of the match; one that took no part in it is empty. */
function matched(
  pattern: RegExp,
  { backend, instance, params, at }: Target,
  pieces: readonly (string | number)[],
): (name: string) => Target | undefined {
  return (name) => {
    const match = pattern.exec(name);
    if (match === null) return undefined;
    let model = "";
    for (const piece of pieces) model += typeof piece === "string" ? piece : (match[piece] ?? "");
    return to(backend, instance, model, params, at);
  };
}`,
  },
  group: {
    types: ["Failover", "Route"],
    text: `/** Tried in order, laid out flat: places that do not exist fall away, and one alone is no group. */
function group(source: Failover["source"], places: readonly (Route | null)[]): Route | null {
  const present = places.filter((place) => place !== null);
  if (present.length < 2) return present[0] ?? null;
  const branches = present.flatMap((place) => (place.kind === "failover" ? place.branches : [place]));
  return { kind: "failover", source, branches };
}`,
  },
};

/** Call last: only then is it known which helpers the other sections use. */
export function helpersSection(emission: Emission): readonly string[] {
  const used = Object.entries(HELPERS).filter(([name]) => (emission.helpers as ReadonlySet<string>).has(name));
  for (const [, { types }] of used) for (const type of types) emission.types.add(type);
  return used.map(([, { text }]) => text);
}
