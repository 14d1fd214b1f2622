import type { Ir } from "../ir.ts";
import type { ContractType, Helper } from "./helpers/helper.ts";
import { Code } from "./literal.ts";
import type { Names } from "./names.ts";
import { createNames } from "./names.ts";

/**
 * What the sections of one module share: the config, the identifiers in use, and the types and helpers that the module
 * needs.
 */
export interface Emission {
  readonly ir: Ir;
  readonly names: Names;
  readonly types: Set<ContractType>;
  readonly helpers: Set<Helper>;
  /** Whether a target of the config has rules, so that the helpers must know of them. */
  readonly hasRules: boolean;
  /** Whether a weighted group has a backup. */
  readonly hasBackups: boolean;
  /** The const of each backend, by the backend's name. */
  readonly backends: ReadonlyMap<string, Code>;
}

export function createEmission(ir: Ir): Emission {
  const names = createNames();
  const backends = new Map(ir.backends.map(({ backend }) => [backend.name, new Code(names.take("", backend.name))]));
  const hasBackups = ir.aliases.some(({ leaves }) => leaves.some(({ annotations }) => annotations.backup));
  return { ir, names, types: new Set(), helpers: new Set(), hasRules: hasRules(ir), hasBackups, backends };
}

function hasRules({ aliases, failoverRoutes }: Ir): boolean {
  const annotated = [...aliases.flatMap(({ leaves }) => leaves), ...failoverRoutes.flatMap(({ elements }) => elements)];
  return (
    failoverRoutes.some(({ rules }) => rules !== null) ||
    aliases.some(({ leaves }) => leaves.some(({ fields }) => fields !== null)) ||
    annotated.some(({ annotations }) => annotations.max_context !== undefined || annotations.on !== undefined)
  );
}

/** Helpers that call another helper; `to` is in every module with a target. */
const CALLED: Readonly<Partial<Record<Helper, Helper>>> = {
  withParamsOf: "withParams",
  withFieldsOf: "withFields",
  limitedOf: "limited",
  gatedOf: "gated",
  failoverOf: "failover",
  groupOf: "group",
  weightedOf: "weighted",
  weightedGroupOf: "weightedGroup",
  parallelOf: "parallel",
  parallelGroupOf: "parallelGroup",
};

/** Source text that calls a helper of the module. */
export function call(emission: Emission, helper: Helper, args: readonly string[]): Code {
  emission.helpers.add(helper);
  const called = CALLED[helper];
  if (called !== undefined) emission.helpers.add(called);
  return new Code(`${helper}(${args.join(", ")})`);
}
