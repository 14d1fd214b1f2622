import { parseSelector } from "../../runtime/selector/parse.ts";
import { splitRoute } from "../../runtime/selector/route.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { BackendIr } from "../ir.ts";
import { type Context, textsAt, within } from "./context.ts";
import { isBackend } from "./exact-names.ts";
import { aliasForGlob, checkGlob } from "./odd-names.ts";

/** The models that a backend lists, each once. */
export function resolveModels(context: Context, backend: string): BackendIr["models"] {
  const lines = new Map<string, number>();
  const models: { name: string; origin: BackendIr["origin"] }[] = [];
  for (const located of textsAt(context, ["backends", backend, "models"])) {
    const { text: name, span } = located;
    const problem = problemOf(name);
    if (problem !== null) {
      const hint = "Write the name as the upstream knows it.";
      const place = within(context.document, located, 0, name.length);
      context.found.push(diagnostic("bad-name", place, { name, what: "a model", about: problem, hint }));
      continue;
    }
    checkGlob(context, located, 0, name, { place: "An item of `models`", globHint: globHint(context, backend, name) });
    const prefix = splitRoute(name).backend;
    if (prefix !== null && prefix !== backend && isBackend(context, prefix)) {
      const model = name.slice(name.indexOf(":") + 1);
      context.found.push(diagnostic("ambiguous-model", span, { name, backend, prefix, model }));
      continue;
    }
    const first = lines.get(name);
    if (first === undefined) {
      lines.set(name, span.line);
      models.push({ name, origin: span });
    } else {
      context.found.push(diagnostic("duplicate-model", span, { model: name, backend, first: String(first) }));
    }
  }
  return models;
}

/** A name with a special meaning in a model string could never be requested. */
function problemOf(name: string): string | null {
  const parsed = parseSelector(`x:${name}`);
  if (!parsed.ok) return parsed.error.message;
  const [branch] = parsed.selector.branches;
  if (parsed.selector.kind === "single" && branch?.model === name) return null;
  return "Operators, parameters and white space around a name mean something else in a model string.";
}

function globHint({ config }: Context, backend: string, name: string): string {
  const others = (config.default_backend ?? config.backends.default_backend ?? null) === null;
  const all =
    others && name === "*" ? `Write \`default_backend: ${backend}\`, or` : "Write each model out, or take them with";
  return `${all} ${aliasForGlob(name, backend)}.`;
}
