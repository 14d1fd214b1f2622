import type { Config } from "../../schema/config.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { oncePerPlace } from "../diagnostics/report.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { Document } from "../document.ts";
import type { Phase } from "../phase.ts";
import { checkCombinations } from "./combinations.ts";
import { explain } from "./explain.ts";
import { findForeignParts } from "./foreign-parts.ts";
import { findNeverFires } from "./never-fires.ts";
import { findNoEffect } from "./no-effect.ts";
import { findReferences } from "./references.ts";
import { findSecrets } from "./secrets.ts";
import { checkSchema } from "./validator.ts";
import { textParam, type Violation } from "./violation.ts";

/** A config that is valid by the schema, as it was written: no defaults are filled in. */
export interface ValidConfig {
  readonly document: Document;
  readonly config: Config;
}

/** Phase 2. Checks the config against the schema and reports every mistake once, with its place. */
export function validate(document: Document): Phase<ValidConfig> {
  const { config, violations } = checkSchema(document);
  const diagnostics: readonly Diagnostic[] = [
    ...withoutMisspelled(violations).flatMap((violation) => explain(violation) ?? []),
    ...oncePerPlace([
      ...findSecrets(document.root),
      ...findReferences(document.root),
      ...findForeignParts(document.root),
      ...checkCombinations(document.root),
      ...findNoEffect(document.root),
      ...findNeverFires(document.root),
    ]),
  ];
  const wrong = diagnostics.some(({ severity }) => severity === "error");
  if (config === null && !wrong) throw new Error("The schema refuses the config, and no check says why.");
  return { value: config === null || wrong ? null : { document, config }, diagnostics };
}

/** `elments` is unknown and `elements` is missing, but there is only one mistake. */
function withoutMisspelled(violations: readonly Violation[]): Violation[] {
  const misspelled = violations
    .filter(({ keyword }) => keyword === "additionalProperties")
    .map((violation) => ({ node: violation.node, key: textParam(violation, "additionalProperty") }));
  return violations.filter((violation) => {
    if (violation.keyword !== "required" && violation.keyword !== "anyOf") return true;
    const missing = violation.keyword === "anyOf" ? "base_url" : textParam(violation, "missingProperty");
    return !misspelled.some(({ node, key }) => node === violation.node && suggest(key, [missing]).length > 0);
  });
}
