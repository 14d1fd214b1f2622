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
  for (const { backend, models } of backends) {
    for (const { key, keySpan } of entriesAt(context, ["backends", backend.name, "context_windows"])) {
      const globHint = "Write each model out.";
      checkGlob(context, { text: key, span: keySpan }, 0, key, { place: "A key of `context_windows`", globHint });
    }
    const names = models.map(({ name }) => name);
    const without = names.filter((name) => !Object.hasOwn(backend.contextWindows, name));
    const used = modelsOf(backend.name, routes);
    for (const model of Object.keys(backend.contextWindows)) {
      const near = suggest(model, without);
      if (near.length === 0 || names.includes(model) || used.has(model)) continue;
      const span = keyAt(context, ["backends", backend.name, "context_windows", model]);
      const hint = `Did you mean ${listed(near, "or")}? If not, add \`${model}\` to \`models\`.`;
      context.found.push(diagnostic("unlisted-model", span, { model, backend: backend.name, hint }));
    }
  }
}

/** The models of a backend that the config uses. */
function modelsOf(backend: string, { aliases, failoverRoutes, forceModel, staticRoute }: Routes): ReadonlySet<string> {
  const selected = [forceModel, staticRoute].flatMap((located) => located?.selector.branches ?? []);
  const elements = failoverRoutes.flatMap((route) => route.elements);
  const replaced = aliases
    .flatMap(({ leaves }) => leaves.map(({ target }) => target))
    .flatMap((target) => (target.kind === "backend" && target.backend === backend ? [target.model] : []))
    .filter(isLiteral)
    .map((pieces) => pieces.join(""));
  const named = [...selected, ...elements].filter((branch) => branch.backend === backend).map(({ model }) => model);
  return new Set([...named, ...replaced]);
}
