import type { Route, Target } from "../../runtime/contract/route.ts";
import type { Place, TargetPlace } from "./place.ts";

/** A place as a `Route` of the runtime. `file` is used for targets that no line of the config caused. */
export function toRoute(place: Place, file: string): Route {
  switch (place.kind) {
    case "target":
      return toTarget(place, file);
    case "failover":
    case "rotation":
      return { ...place, branches: place.branches.map((branch) => toRoute(branch, file)) };
    case "weighted":
      return {
        kind: "weighted",
        branches: place.branches.map(({ place: branch, ...drawn }) => ({ route: toRoute(branch, file), ...drawn })),
      };
    case "parallel":
      return {
        kind: "parallel",
        branches: place.branches.map(({ place: branch, ...leg }) => ({ route: toRoute(branch, file), ...leg })),
      };
  }
}

function toTarget({ backend, instance, model, params, rules, origin }: TargetPlace, file: string): Target {
  const at = origin === null ? file : `${origin.file}:${origin.line}`;
  return { kind: "target", backend, instance, model, params: orNull(params), rules: orNull(rules), at };
}

function orNull<T extends object>(value: T): T | null {
  return Object.keys(value).length === 0 ? null : value;
}
