import { diagnostic } from "../../diagnostics/report.ts";
import type { Check } from "./check.ts";

/** Configs in which a client has to name the backend of every model. */
export const noBareNames: Check = ({ ir }) => {
  const { backends, aliases, failoverRoutes, defaultBackend, staticRoute, forceModel } = ir;
  const [first] = backends;
  if (first === undefined || defaultBackend !== null || staticRoute !== null || failoverRoutes.length > 0) return [];
  if (backends.some(({ models }) => models.length > 0)) return [];
  const named = forceModel?.selector.branches.some(({ backend }) => backend !== null) ?? false;
  if (named || (forceModel === null && aliases.length > 0)) return [];
  const { name } = first.backend;
  return [
    diagnostic("no-bare-names", first.origin, { example: `${name}:gpt-4o`, setting: `default_backend: ${name}` }),
  ];
};
