import type { Backend } from "../../runtime/contract/backend.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { BackendIr, Ir } from "../ir.ts";
import { factsOf } from "../kinds/kinds.ts";
import { type Context, spanAt } from "./context.ts";

/**
 * Reports a `passthrough` that no backend can serve. Only a warning, because `--default-backend` can still name one.
 */
export function checkPassthrough(
  context: Context,
  defaultBackend: Ir["defaultBackend"],
  backends: readonly BackendIr[],
): void {
  const { config } = context;
  const named = config.default_backend ?? config.backends.default_backend ?? null;
  // A backend that does not exist was reported already.
  if (config.passthrough !== true || (named !== null && defaultBackend === null)) return;
  const backend = backends.find((entry) => entry.backend.name === defaultBackend?.name)?.backend;
  const wrong = problemOf(backend);
  if (wrong !== null) context.found.push(diagnostic("passthrough-nowhere", spanAt(context, ["passthrough"]), wrong));
}

function problemOf(backend: Backend | undefined) {
  if (backend === undefined) {
    const hint = "Add `default_backend`, or remove `passthrough`.";
    return { problem: "there is no default backend", about: "There is none, so they still get a 404.", hint };
  }
  const about = factsOf(backend).modelsOnly;
  if (about === null) return null;
  const problem = `the default backend \`${backend.name}\` is of the type \`${backend.type}\``;
  return { problem, about, hint: "Make a backend that has the whole API the default, or remove `passthrough`." };
}
