import { NOT_OF_LOGINS, NOT_TAKEN } from "../../2-validate/no-effect.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/report.ts";
import { backendsOf } from "../facts/written-targets.ts";
import type { Check } from "./check.ts";

/** Parameters of targets that only a ChatGPT login serves. Those of `extra` and `model_defaults` are found before. */
export const droppedParameters: Check = ({ ir, writtenTargets }) =>
  writtenTargets.flatMap((target): Diagnostic[] => {
    const asked = backendsOf(ir, target);
    if (asked.length === 0 || asked.some(({ kind }) => kind !== "codex")) return [];
    const dropped = Object.keys(target.params).filter((name) => NOT_OF_LOGINS.has(name));
    return dropped.map((key) =>
      diagnostic("no-effect-here", target.origin, { key, type: "openai-codex", reason: NOT_TAKEN }),
    );
  });
