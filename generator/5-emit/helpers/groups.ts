import type { Helper, HelperText } from "./helper.ts";

type GroupHelper = Extract<
  Helper,
  | "failover"
  | "failoverBy"
  | "rotation"
  | "weighted"
  | "parallel"
  | "frozen"
  | "group"
  | "weightedGroup"
  | "parallelGroup"
>;

/** The functions that make groups. */
export const GROUP_HELPERS: Readonly<Record<GroupHelper, HelperText>> = {
  failover: {
    types: ["Failover", "Route"],
    text: `/** Tried in order. */
function failover(source: Failover["source"], branches: readonly Route[]): Failover {
  return { kind: "failover", source, policy: "ordered", branches };
}`,
  },
  failoverBy: {
    types: ["Failover", "Route"],
    text: `/** Tried in the order that a policy gives to the keys of the branches. */
function failoverBy(policy: Failover["policy"], branches: readonly Route[]): Failover {
  return { kind: "failover", source: "failover_routes", policy, branches };
}`,
  },
  rotation: {
    types: ["Rotation", "Route"],
    text: `/** Tried in order, from a start that moves on with each request. */
function rotation(counter: number, branches: readonly Route[]): Rotation {
  return { kind: "rotation", counter, branches };
}`,
  },
  weighted: {
    types: ["Weighted", "WeightedBranch"],
    text: `/** One is drawn by its weight; if it fails, another of the rest. */
function weighted(branches: readonly WeightedBranch[]): Weighted {
  return { kind: "weighted", branches };
}`,
  },
  parallel: {
    types: ["Parallel", "ParallelBranch"],
    text: `/** All are asked, and the first meaningful output wins. */
function parallel(branches: readonly ParallelBranch[]): Parallel {
  return { kind: "parallel", branches };
}`,
  },
  group: {
    types: ["Failover", "Route"],
    text: `/** Tried in order, laid out flat: places that do not exist fall away, and one alone is no group. */
function group(source: Failover["source"], places: readonly (Route | null)[]): Route | null {
  const present = places.filter((place) => place !== null);
  if (present.length < 2) return present[0] ?? null;
  const branches: Route[] = [];
  for (const place of present) {
    if (place.kind === "failover" && place.policy === "ordered") branches.push(...place.branches);
    else branches.push(place);
  }
  return { kind: "failover", source, policy: "ordered", branches };
}`,
  },
  weightedGroup: possibleGroup("weighted", "WeightedBranch", "One is drawn by its weight"),
  parallelGroup: possibleGroup("parallel", "ParallelBranch", "All are asked at once"),
  frozen: {
    types: [],
    text: `/** A table that nothing changes, nor what stands in it. */
function frozen<T>(table: T): T {
  if (typeof table !== "object" || table === null || Object.isFrozen(table)) return table;
  Object.freeze(table);
  for (const value of Object.values(table)) frozen(value);
  return table;
}`,
  },
};

/** For branches whose place may turn out not to exist. */
function possibleGroup(
  kind: "weighted" | "parallel",
  branch: "WeightedBranch" | "ParallelBranch",
  does: string,
): HelperText {
  return {
    types: [branch, "Route"],
    text: `/** ${does}: places that do not exist fall away, and one alone is no group. */
function ${kind}Group(
  branches: readonly (Omit<${branch}, "route"> & { readonly route: Route | null })[],
): Route | null {
  const present = branches.filter((branch): branch is ${branch} => branch.route !== null);
  const [only] = present;
  return present.length > 1 ? { kind: "${kind}", branches: present } : (only?.route ?? null);
}`,
  };
}
