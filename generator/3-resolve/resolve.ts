import type { ValidConfig } from "../2-validate/validate.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ReadBeside } from "../files/read-beside.ts";
import type { Ir } from "../ir.ts";
import { type Phase, phase } from "../phase.ts";
import { resolveAliases } from "./aliases.ts";
import { resolveBackends } from "./backends.ts";
import { checkBudget } from "./budget.ts";
import { type Context, type Located, spanAt } from "./context.ts";
import { checkContextWindows } from "./context-windows.ts";
import { resolveDefaultBackend } from "./default-backend.ts";
import { resolveEnvironment } from "./environment.ts";
import { resolveFailoverRoutes } from "./failover-routes.ts";
import { deepFreeze } from "./freeze.ts";
import { resolveModelDefaults } from "./model-defaults.ts";
import { checkPassthrough } from "./passthrough.ts";
import { resolveSelector } from "./selectors.ts";
import { resolveSettings } from "./settings.ts";
import { resolveTests } from "./tests.ts";

/** Phase 3. Looks up every name, fills in every default and parses every string. The result is frozen. */
export function resolve(valid: ValidConfig, readBeside: ReadBeside): Phase<Ir> {
  const context: Context = { ...valid, found: [], readBeside };
  const named = resolveBackends(context);
  const backends = resolveModelDefaults(context, named);
  const defaultBackend = resolveDefaultBackend(context, backends);
  const forceModel = resolveOne("force_model");
  const staticRoute = resolveOne("static_route");
  checkPassthrough(context, defaultBackend, backends);
  const settings = resolveSettings(context, { defaultBackend, forceModel, staticRoute });
  const ir: Ir = {
    file: context.document.file,
    backends,
    settings,
    forceModel,
    staticRoute,
    defaultBackend,
    aliases: resolveAliases(context, backends),
    failoverRoutes: resolveFailoverRoutes(context, backends),
    tests: resolveTests(context, backends),
    environment: resolveEnvironment(backends, settings),
  };
  checkContextWindows(context, backends, ir);
  checkBudget(context, ir);
  return phase(deepFreeze(ir), distinct(context.found));

  function resolveOne(key: "force_model" | "static_route"): Ir["forceModel"] {
    const text = context.config[key] ?? null;
    if (text === null) return null;
    const located: Located = { text, span: spanAt(context, [key]) };
    return resolveSelector(context, backends, located, `\`${key}\``);
  }
}

/** A mistake that a YAML alias repeats is found in each place, and reported where it was written. */
function distinct(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()];
}
