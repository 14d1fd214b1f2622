import type { HelperText, Maker } from "./helper.ts";

/** Helpers that return functions: of a name, or of the match of a rule's pattern. */
/** @param backups whether a weighted group has one, so that not all branches have the same annotations */
export function makerHelpers(rules: boolean, backups: boolean): Record<Maker, HelperText> {
  const parts = rules ? "params, at, rules" : "params, at";
  const drawn = backups ? null : ["weight", "first"];
  return {
    fixed: {
      types: [],
      text: `/** The same place whatever the name. */
function fixed<Place>(place: Place): () => Place {
  return () => place;
}`,
    },
    ifMatched: {
      types: [],
      text: `/** Places that are made of a match, for the names that a pattern matches. */
function ifMatched<Place>(
  pattern: Pick<RegExp, "exec">,
  make: (match: RegExpExecArray) => Place,
): (name: string) => Place | undefined {
  return (name) => {
    const match = pattern.exec(name);
    return match === null ? undefined : make(match);
  };
}`,
    },
    filled: {
      types: ["Target"],
      text: `/** The model is made of texts and of groups of the match; one that took no part in it is empty. */
function filled(
  { backend, instance, ${parts} }: Target,
  pieces: readonly (string | number)[],
): (match: RegExpExecArray) => Target {
  return (match) => {
    let model = "";
    for (const piece of pieces) model += typeof piece === "string" ? piece : (match[piece] ?? "");
    return to(backend, instance, model, ${parts});
  };
}`,
    },
    locatedRest: {
      types: ["Route"],
      text: `/** Where \`head\` leads with what follows the first \`from\` characters of a name behind it. */
function locatedRest(from: number, head: string): (name: string) => Route | null {
  return (name) => locate(head + name.slice(from));
}`,
    },
    locatedFilled: {
      types: ["Route"],
      text: `/** Where a name leads that is made of texts and of groups of the match. */
function locatedFilled(pieces: readonly (string | number)[]): (match: RegExpExecArray) => Route | null {
  return (match) => {
    let name = "";
    for (const piece of pieces) name += typeof piece === "string" ? piece : (match[piece] ?? "");
    return locate(name);
  };
}`,
    },
    withParamsOf: {
      types: ["Params", "Route"],
      text: `/** As \`withParams\`, of a place that is made each time. */
function withParamsOf<Key>(make: (key: Key) => Route | null, params: Params): (key: Key) => Route | null {
  return (key) => withParams(make(key), params);
}`,
    },
    withFieldsOf: {
      types: ["FieldRules", "Route"],
      text: `/** As \`withFields\`, of a place that is made each time. */
function withFieldsOf<Key>(make: (key: Key) => Route | null, fields: FieldRules): (key: Key) => Route | null {
  return (key) => withFields(make(key), fields);
}`,
    },
    limitedOf: {
      types: ["Route"],
      text: `/** As \`limited\`, of a place that is made each time. */
function limitedOf<Key>(make: (key: Key) => Route | null, tokens: number): (key: Key) => Route | null {
  return (key) => limited(make(key), tokens);
}`,
    },
    gatedOf: {
      types: ["FailureKind", "Route"],
      text: `/** As \`gated\`, of a place that is made each time. */
function gatedOf<Key>(make: (key: Key) => Route | null, on: readonly FailureKind[]): (key: Key) => Route | null {
  return (key) => gated(make(key), on);
}`,
    },
    failoverOf: inOrderOf("failover", "Route"),
    groupOf: inOrderOf("group", "Route | null"),
    weightedOf: annotatedOf("weighted", "WeightedBranch", "Route", drawn),
    weightedGroupOf: annotatedOf("weightedGroup", "WeightedBranch", "Route | null", drawn),
    parallelOf: annotatedOf("parallel", "ParallelBranch", "Route", ["handicap", "ttftTimeout"]),
    parallelGroupOf: annotatedOf("parallelGroup", "ParallelBranch", "Route | null", ["handicap", "ttftTimeout"]),
  };
}

function inOrderOf(joins: "failover" | "group", place: "Route" | "Route | null"): HelperText {
  return {
    types: ["Failover", "Route"],
    text: `/** As \`${joins}\`, of places that are made each time. */
function ${joins}Of<Key>(
  source: Failover["source"],
  makers: readonly ((key: Key) => ${place})[],
): (key: Key) => ${place} {
  return (key) => ${joins}(source, makers.map((make) => make(key)));
}`,
  };
}

function annotatedOf(
  joins: "weighted" | "weightedGroup" | "parallel" | "parallelGroup",
  branch: "WeightedBranch" | "ParallelBranch",
  place: "Route" | "Route | null",
  annotations: readonly string[] | null,
): HelperText {
  const kept = annotations?.join(", ") ?? "...rest";
  return {
    types: [branch, "Route"],
    text: `/** As \`${joins}\`, of places that are made each time. */
function ${joins}Of<Key>(
  branches: readonly (Omit<${branch}, "route"> & { readonly route: (key: Key) => ${place} })[],
): (key: Key) => ${place} {
  return (key) =>
    ${joins}(branches.map(({ route, ${kept} }) => ({ route: route(key), ${kept} })));
}`,
  };
}
