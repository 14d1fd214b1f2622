import { withPlace } from "../../runtime/selector/failure.ts";
import type { Branch } from "../../runtime/selector/selector.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { Ir } from "../ir.ts";
import type { ExplanationError } from "./explanation.ts";

export function nestedGroup({ route, offset }: Branch): ExplanationError {
  const message = withPlace(`"${route}" stands for a group, which cannot be part of another group.`, offset);
  return { code: "unsupported_construct", message, status: 400 };
}

/** A name that nothing matches, with similar names. */
export function notFound(ir: Ir, { route, backend }: Branch): ExplanationError {
  const backends = ir.backends.map((entry) => entry.backend.name);
  const unknown = backend !== null && !backends.includes(backend);
  const models = ir.backends.flatMap((entry) => entry.models.map(({ name }) => name));
  const names = [...models, ...ir.failoverRoutes.map(({ name }) => name)];
  const near = unknown ? didYouMean(backend, backends, "") : "";
  const hint = (near === "" ? didYouMean(route, names, "") : near).replaceAll("`", '"');
  const message = unknown ? `There is no backend "${backend}".` : `Nothing takes the model "${route}".`;
  return { code: "model_not_found", message: `${message} ${hint}`.trim(), status: 404 };
}
