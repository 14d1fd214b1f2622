import { examplesOf } from "../../schema/schema-node.ts";
import { keySpanAt } from "../1-load/find.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { listed } from "../diagnostics/suggest.ts";
import { flow } from "./flow.ts";
import { foreignType } from "./foreign-types.ts";
import { named, pathText } from "./path-text.ts";
import { childSchema, schemaAt } from "./schema-at.ts";
import { textParam, type Violation } from "./violation.ts";

/** A key that its mapping requires. */
export function missingKey(violation: Violation): Diagnostic {
  const { path, schema, keySpan } = violation;
  const key = textParam(violation, "missingProperty");
  const wanted = childSchema(schema, key);
  return diagnostic("missing-key", keySpan, {
    where: named(path),
    key,
    about: wanted?.description ?? "",
    hint: missingHint(violation, key, wanted && examplesOf(wanted)[0]),
  });
}

function missingHint({ path }: Violation, key: string, example: unknown): string {
  if (key === "backends") return "Add `backends: { openai: { type: openai } }` and `default_backend: openai`.";
  if (key === "base_url") return "Add `base_url:` with the URL that comes before `/chat/completions`.";
  if (key === "type") {
    const types = (schemaAt(["backends", "<name>", "type"])?.enum ?? []).map(String);
    const name = String(path.at(-1));
    if (types.includes(name)) return `Add \`type: ${name}\`.`;
    const services = types.filter((type) => type !== "openai-compatible");
    const named = "Add `type: openai-compatible` and its `base_url`, or the name of a service that Turnout knows: ";
    return foreignType(name) ?? `${named}${listed(services, "or")}.`;
  }
  return `Add \`${key}:\`, for example \`${key}: ${flow(example)}\`.`;
}

/** A mapping that has to have exactly one of several keys, and has none or more than one. */
export function conflictOf({ node, path, schema, keySpan }: Violation): Diagnostic {
  const choices = (schema.oneOf ?? []).flatMap(({ required }) => required ?? []);
  const present = node.kind === "mapping" ? node.entries.filter(({ key }) => choices.includes(key)) : [];
  const [first, second] = present;
  const about = schema.description ?? "";
  if (first === undefined || second === undefined) {
    const hint = `Write one of ${listed(choices, "or")}.`;
    return diagnostic("missing-key", keySpan, { where: named(path), key: choices[0] ?? "", about, hint });
  }
  const hint = "Keep one of them; a second entry in the list can hold the other.";
  return diagnostic("conflicting-keys", second.keySpan, { key: second.key, other: first.key, about, hint });
}

/** A key that only has a meaning beside another one. */
export function missingPartner(violation: Violation): Diagnostic {
  const { path, node, keySpan, schema } = violation;
  const [key, partner] = [textParam(violation, "property"), textParam(violation, "missingProperty")];
  return diagnostic("missing-key", keySpanAt(node, [key]) ?? keySpan, {
    where: `\`${key}\` in \`${pathText(path)}\``,
    key: partner,
    about: childSchema(schema, key)?.description ?? "",
    hint: `Add \`${partner}\`, or remove \`${key}\`.`,
  });
}

/** A name that users choose, with a character that has a special meaning. */
export function badName(violation: Violation): Diagnostic {
  const { path, node, keySpan } = violation;
  const name = textParam(violation, "propertyName");
  const span = keySpanAt(node, [name]) ?? keySpan;
  if (path.at(-1) === "headers") {
    const about = "HTTP allows letters, digits and `-` in a header's name, and few other signs (RFC 9110).";
    return diagnostic("bad-name", span, { name, what: "a header", about, hint: "Write it like `X-Team`." });
  }
  const better = name.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^[^A-Za-z]+|-+$/g, "");
  return diagnostic("bad-name", span, {
    name,
    what: "a backend",
    about:
      "It stands before the colon of a model string, where a dot starts an instance and other signs mean other things.",
    hint: `Start with a letter, and use letters, digits, \`-\` and \`_\`${better === "" ? "." : `: \`${better}\`.`}`,
  });
}
