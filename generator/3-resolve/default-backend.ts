import type { BackendIr, Ir } from "../ir.ts";
import { findBackend } from "./backend-ref.ts";
import { type Context, spanAt } from "./context.ts";

/** `default_backend`, at the top level or among the backends. */
export function resolveDefaultBackend(context: Context, backends: readonly BackendIr[]): Ir["defaultBackend"] {
  const { config } = context;
  const top = config.default_backend ?? null;
  const name = top ?? config.backends.default_backend ?? null;
  if (name === null) return null;
  const origin = spanAt(context, top === null ? ["backends", "default_backend"] : ["default_backend"]);
  return findBackend(context, backends, { name, span: origin, where: "`default_backend`" }) && { name, origin };
}
