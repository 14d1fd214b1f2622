import type { Backend } from "../../../runtime/contract/backend.ts";
import { NOT_OF_LOGINS, NOT_TAKEN } from "../../2-validate/no-effect.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/report.ts";
import type { Facts } from "../facts/facts.ts";
import type { WrittenTarget } from "../facts/written-targets.ts";
import type { Check } from "./check.ts";

/** Parameters of targets that only a ChatGPT login serves. Those of `extra` and `model_defaults` are found before. */
export const droppedParameters: Check = (facts) =>
  facts.writtenTargets.flatMap((target): Diagnostic[] => {
    const asked = backendsOf(facts, target);
    if (asked.length === 0 || asked.some(({ kind }) => kind !== "codex")) return [];
    const dropped = Object.keys(target.params).filter((name) => NOT_OF_LOGINS.has(name));
    return dropped.map((key) =>
      diagnostic("no-effect-here", target.origin, { key, type: "openai-codex", reason: NOT_TAKEN }),
    );
  });

/** The backends that may be asked for a target; none where that depends on the client, or where it leads nowhere. */
function backendsOf(facts: Facts, { backend, model, place }: WrittenTarget): readonly Backend[] {
  if (backend !== null) return present(facts.backend(backend));
  if (model === null) return [];
  const lists = facts.listing(model);
  // A forced bare name goes to the default backend at once.
  if (place !== "force_model" && lists.length > 0) return lists;
  const { defaultBackend } = facts.ir;
  return defaultBackend === null ? [] : present(facts.backend(defaultBackend.name));
}

function present(backend: Backend | undefined): readonly Backend[] {
  return backend === undefined ? [] : [backend];
}
