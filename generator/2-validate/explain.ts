import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { described, expectation } from "./expectation.ts";
import { badName, conflictOf, missingKey, missingPartner } from "./explain-key.ts";
import { emptyValue, invalidText, invalidValue, repeated, typeHint } from "./explain-value.ts";
import { foreignBackendSetting } from "./foreign-keys.ts";
import { named, pathText } from "./path-text.ts";
import { unknownKey } from "./unknown-key.ts";
import { type Violation, valueSpan } from "./violation.ts";

type Explain = (violation: Violation) => Diagnostic | null;

/** What each keyword of the schema means to the person who wrote the config. */
const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  additionalProperties: unknownKey,
  "false schema": unknownKey,
  type: wrongType,
  minimum: outOfRange,
  maximum: outOfRange,
  exclusiveMinimum: outOfRange,
  enum: invalidValue,
  const: invalidValue,
  minLength: emptyValue,
  minItems: emptyValue,
  uniqueItems: repeated,
  minProperties: (violation) => diagnostic("no-backends", violation.keySpan, {}),
  required: missingKey,
  anyOf: (violation) => missingKey({ ...violation, params: { missingProperty: "base_url" } }),
  oneOf: conflictOf,
  dependentRequired: missingPartner,
  propertyNames: badName,
  pattern: noReference,
};

/** The diagnostic of a violation; null if another check has a better one. */
export function explain(violation: Violation): Diagnostic | null {
  const how = EXPLANATIONS[violation.keyword];
  if (how === undefined) throw new Error(`The schema uses "${violation.keyword}", which has no explanation.`);
  return how(violation);
}

function wrongType(violation: Violation): Diagnostic | null {
  const { node, path, schema } = violation;
  const secret = schema["x-secret"] === true;
  // A number where a key is referred to is most likely the key itself, which secrets.ts reports.
  if (secret && node.kind === "scalar" && typeof node.value === "number") return null;
  const foreign = path.length === 2 && path[0] === "backends" ? foreignBackendSetting(String(path[1])) : null;
  if (foreign !== null) return diagnostic("foreign-key", violation.keySpan, { key: pathText(path), ...foreign });
  return diagnostic("wrong-type", valueSpan(violation), {
    key: named(path),
    expected: expectation(schema),
    actual: described(node, secret),
    about: schema.description ?? "",
    hint: typeHint(violation),
  });
}

/** Only references to the environment have a pattern. For those that hold secrets, secrets.ts has better messages. */
function noReference(violation: Violation): Diagnostic | null {
  const { node, path, schema } = violation;
  if (schema["x-secret"] === true) return null;
  if (!schema.type?.includes("integer")) return invalidText(violation);
  const value = node.kind === "scalar" ? String(node.value) : "";
  const key = pathText(path);
  const hint = typeHint(violation);
  return diagnostic("invalid-value", valueSpan(violation), { key, value, about: schema.description ?? "", hint });
}

function outOfRange(violation: Violation): Diagnostic {
  const { node, path, schema } = violation;
  return diagnostic("out-of-range", valueSpan(violation), {
    key: pathText(path),
    expected: expectation(schema),
    value: node.kind === "scalar" ? String(node.value) : "",
    about: schema.description ?? "",
  });
}
