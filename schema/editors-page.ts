/** docs/editors.md: its beginning, which is written by hand, and the diagnostics that the schema alone does not give. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { CatalogueEntry } from "./catalogue.ts";

export function editorsPage(beginning: string, schema: object, entries: readonly CatalogueEntry[]): string {
  const isValid = new Ajv2020({ strict: false }).compile(schema);
  const unseen = entries.filter(({ bad }) => bad !== null && isValid(parsed(bad)));
  const rows = unseen
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, severity, message }) => `| \`${code}\` | ${severity} | ${inCell(message)} |`);
  return [beginning.trimEnd(), "", "| code | severity | message |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

/** null if it is no YAML at all, which editors see. */
function parsed(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch {
    return null;
  }
}

/** An argument of the message stands there by its name, in capitals. */
function inCell(message: string): string {
  return message.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase()).replaceAll("|", "\\|");
}
