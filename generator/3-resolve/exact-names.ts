import type { Branch } from "../../runtime/selector/selector.ts";
import type { Context } from "./context.ts";

/** Whether the config has a backend of this name. */
export function isBackend({ config }: Context, name: string | null): boolean {
  return name !== null && name !== "default_backend" && Object.hasOwn(config.backends, name);
}

/** A branch as it is meant: what stands before a colon in `llama3:8b` is no backend if the config has this name. */
export function asListed<B extends Pick<Branch, "route" | "backend" | "instance" | "model">>(
  context: Context,
  branch: B,
): B {
  if (branch.backend === null || isBackend(context, branch.backend) || !isExact(context, branch.route)) return branch;
  return { ...branch, backend: null, instance: null, model: branch.route };
}

function isExact({ config }: Context, name: string): boolean {
  if (Object.hasOwn(config.failover_routes ?? {}, name)) return true;
  return Object.values(config.backends).some(
    (each) => typeof each === "object" && each?.models?.includes(name) === true,
  );
}
