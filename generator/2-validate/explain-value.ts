import { examplesOf } from "../../schema/schema-node.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { didYouMean, listed } from "../diagnostics/suggest.ts";
import { expectation } from "./expectation.ts";
import { flow } from "./flow.ts";
import { foreignType } from "./foreign-types.ts";
import { pathText } from "./path-text.ts";
import { type Violation, valueSpan } from "./violation.ts";

/** How to turn the value into what is required. */
export function typeHint({ node, schema, path }: Violation): string {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const numeric = types.includes("number") || types.includes("integer");
  if (path.length === 0)
    return "Start with `backends:` and list them below it; `turnout init` writes a config to begin with.";
  const key = String(path.at(-1));
  if (node.kind === "scalar" && typeof node.value === "string") {
    const { value } = node;
    if (numeric && /^-?\d+(?:\.\d+)?$/.test(value)) return `Remove the quotes: \`${key}: ${value}\`.`;
    const amount = /^(\d+(?:\.\d+)?) ?(?:s|sec|seconds?)$/.exec(value)?.[1];
    if (numeric && amount !== undefined) return `It is in seconds already: \`${key}: ${amount}\`.`;
    if (types.includes("boolean") && /^(?:true|false|yes|no|on|off)$/i.test(value)) {
      return `Write \`${key}: ${/^(?:true|yes|on)$/i.test(value)}\`, without quotes.`;
    }
    if (path.length === 2 && path[0] === "failover_routes") {
      const elements = value.split("|").map((element) => element.trim());
      return `Write a list: \`${flow({ [key]: elements }).slice(2, -2)}\`.`;
    }
    if (numeric && !types.includes("string") && value.startsWith("$" + "{"))
      return "A variable cannot stand here: write the number out.";
    if (path.length === 2 && path[0] === "backends")
      return `Write \`${key}: { type: ${/^\w+$/.test(value) ? value : "openai"} }\`.`;
  }
  if (node.kind === "scalar" && node.value !== null && types.length === 1 && types[0] === "array") {
    return `Put it in a list: \`${key}: [ … ]\`.`;
  }
  if (node.kind === "scalar" && typeof node.value === "number" && types.includes("string") && !numeric)
    return "Put it in quotes.";
  if (node.kind === "scalar" && node.value === null && types.includes("object")) {
    return "Indent its keys below it; or remove it, if it is not needed.";
  }
  const example = examplesOf(schema)[0];
  if (example === undefined) return `Write ${expectation(schema)}.`;
  const isItem = typeof path.at(-1) === "number";
  return `Write it like this: \`${isItem ? "" : `${key}: `}${flow(example)}\`.`;
}

/** A word that is not one of the allowed words. */
export function invalidValue(violation: Violation): Diagnostic {
  const { node, path, schema } = violation;
  const value = node.kind === "scalar" ? String(node.value) : "";
  const words = (schema.enum ?? [schema.const]).filter((word) => word !== null).map(String);
  const all =
    words.length === 1 ? `The only value here is ${listed(words, "or")}.` : `Write one of ${listed(words, "or")}.`;
  const isType = path.length === 3 && path[0] === "backends" && path[2] === "type";
  const hint = (isType ? foreignType(value) : null) ?? didYouMean(value, words, all);
  return diagnostic("invalid-value", valueSpan(violation), {
    key: pathText(path),
    value,
    about: schema.description ?? "",
    hint,
  });
}

/** A text that has not the form of the examples. */
export function invalidText({ node, path, schema }: Violation): Diagnostic {
  const examples = (schema.examples ?? []).map((example) => `\`${pathText(path.slice(-1))}: ${flow(example)}\``);
  return diagnostic("invalid-value", node.span, {
    key: pathText(path),
    value: node.kind === "scalar" ? String(node.value) : "",
    about: schema.description ?? "",
    hint: `Write it like ${examples.join(" or ")}.`,
  });
}

/** Empty text or an empty list where a value is required. */
export function emptyValue(violation: Violation): Diagnostic {
  const { node, path, schema } = violation;
  const example = examplesOf(schema)[0];
  const optional = Array.isArray(schema.type) && schema.type.includes("null");
  return diagnostic("invalid-value", node.span, {
    key: pathText(path),
    value: node.kind === "sequence" ? "[]" : '""',
    about: schema.description ?? "",
    hint:
      (example === undefined ? "Fill it in" : `Fill it in, for example with \`${flow(example)}\``) +
      (optional ? ", or remove it." : "."),
  });
}

/** An element of a list that is in it already. */
export function repeated({ node, path, params }: Violation): Diagnostic | null {
  const items = node.kind === "sequence" ? node.items : [];
  const again = items[Math.max(Number(params.i), Number(params.j))];
  if (again === undefined) return null;
  const value = again.kind === "scalar" ? String(again.value) : "";
  return diagnostic("repeated-value", again.span, { key: pathText(path), value });
}
