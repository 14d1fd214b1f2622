import type { Branch, Selector } from "../../runtime/selector/selector.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { Ir } from "../ir.ts";
import type { ExplanationError } from "./explanation.ts";

/** What parses but is not routed in this version. */
export function unsupported({ kind, branches }: Selector): ExplanationError | null {
  if (kind === "weighted") return refused("Weighted groups (A^B) are not supported; use a failover group, A|B.");
  if (kind === "parallel") return refused("Parallel groups (A!B) are not supported; use a failover group, A|B.");
  const annotated = branches.some((branch) => branch.max_context !== undefined);
  return annotated ? refused("The max_context annotation is not supported.") : null;
}

export function nestedGroup({ route }: Branch): ExplanationError {
  return refused(`"${route}" stands for a group, which cannot be part of another group.`);
}

function refused(message: string): ExplanationError {
  return { code: "unsupported_construct", message, status: 400 };
}

/** A name that nothing takes, with those that are near it. */
export function notFound(ir: Ir, { route, backend }: Branch): ExplanationError {
  const backends = ir.backends.map((entry) => entry.backend.name);
  const unknown = backend !== null && !backends.includes(backend);
  const models = ir.backends.flatMap((entry) => entry.models.map(({ name }) => name));
  const names = unknown ? backends : [...models, ...ir.failoverRoutes.map(({ name }) => name)];
  const hint = didYouMean(unknown ? backend : route, names, "").replaceAll("`", '"');
  const message = unknown ? `There is no backend "${backend}".` : `Nothing takes the model "${route}".`;
  return { code: "model_not_found", message: `${message} ${hint}`.trim(), status: 404 };
}
