import { diagnostic } from "../diagnostics/report.ts";
import { listed, suggest } from "../diagnostics/suggest.ts";
import type { BackendIr, Ir } from "../ir.ts";
import { type Context, entriesAt, keyAt } from "./context.ts";
import { checkGlob } from "./odd-names.ts";
import { isLiteral } from "./template.ts";

type Routes = Pick<Ir, "aliases" | "failoverRoutes" | "forceModel" | "staticRoute">;

/**
 * Warns of windows for models that are most likely misspelled: the backend lists others, nothing in the config names
 * this one, and a listed one that is spelled much like it has no window. Any model may be asked for without being listed.
 */
export function checkContextWindows(context: Context, backends: readonly BackendIr[], routes: Routes): void {
  const windows = backends.filter(({ backend }) => Object.keys(backend.contextWindows).length > 0);
  if (windows.length === 0) return;
  const used = usedModels(routes);
  for (const { backend, models } of windows) {
    for (const { key, keySpan } of entriesAt(context, ["backends", backend.name, "context_windows"])) {
      const globHint = "Write each model out.";
      checkGlob(context, { text: key, span: keySpan }, 0, key, { place: "A key of `context_windows`", globHint });
    }
    const names = new Set(models.map(({ name }) => name));
    const without = [...names].filter((name) => !Object.hasOwn(backend.contextWindows, name));
    for (const model of Object.keys(backend.contextWindows)) {
      if (names.has(model) || used.get(backend.name)?.has(model)) continue;
      const near = suggest(model, without);
      if (near.length === 0) continue;
      const span = keyAt(context, ["backends", backend.name, "context_windows", model]);
      const hint = `Did you mean ${listed(near, "or")}? If not, add \`${model}\` to \`models\`.`;
      context.found.push(diagnostic("unlisted-model", span, { model, backend: backend.name, hint }));
    }
  }
}

/** The models that the config uses, by the backend that they are asked of. */
function usedModels({ aliases, failoverRoutes, forceModel, staticRoute }: Routes): ReadonlyMap<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  const add = (backend: string | null, model: string): void => {
    if (backend !== null) used.set(backend, (used.get(backend) ?? new Set()).add(model));
  };
  for (const { leaves } of aliases) {
    for (const { target } of leaves) {
      if (target.kind === "backend" && isLiteral(target.model)) add(target.backend, target.model.join(""));
    }
  }
  const elements = failoverRoutes.flatMap((route) => route.elements);
  const selected = [forceModel, staticRoute].flatMap((located) => located?.selector.branches ?? []);
  for (const { backend, model } of [...elements, ...selected]) add(backend, model);
  return used;
}
