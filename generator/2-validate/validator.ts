import type { Config } from "../../schema/config.ts";
import { keySpanAt, nodeAt, type Path } from "../1-load/find.ts";
import type { Document } from "../document.ts";
import { validate } from "./check-schema.ts";
import { schemaAt } from "./schema-at.ts";
import type { SchemaError } from "./schema-check.ts";
import type { Violation } from "./violation.ts";

/** The config if it is valid, else each mistake once. */
export function checkSchema(document: Document): { config: Config | null; violations: Violation[] } {
  const { value } = document;
  if (validate(value)) return { config: value, violations: [] };
  const errors = withoutEchoes(validate.errors ?? []);
  return { config: null, violations: onceWritten(errors.flatMap((error) => locate(document, error))) };
}

/** A mistake that a YAML alias repeats is reported once. */
function onceWritten(violations: readonly Violation[]): Violation[] {
  const written = new Map(
    violations.map((violation) => {
      const { keyword, params, node, keySpan } = violation;
      return [`${keyword} ${node.span.offset} ${keySpan.offset} ${JSON.stringify(params)}`, violation];
    }),
  );
  return [...written.values()];
}

/** Ajv reports a failed condition together with its parts, and what else is wrong with a value of a wrong type. */
function withoutEchoes(errors: readonly SchemaError[]): SchemaError[] {
  const unions = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  return errors.filter((error) => {
    if (error.keyword === "if" || error.propertyName !== undefined) return false;
    if (error.keyword !== "type" && mistyped.has(error.instancePath)) return false;
    return !unions.some(
      (union) => union.instancePath === error.instancePath && error.schemaPath.startsWith(`${union.schemaPath}/`),
    );
  });
}

function locate({ root }: Document, error: SchemaError): Violation[] {
  const path = pointer(root, error.instancePath);
  const node = nodeAt(root, path);
  const schema = schemaAt(path);
  const keySpan = path.length === 0 ? { ...root.span, length: 1 } : keySpanAt(root, path);
  if (node === undefined || keySpan === undefined) return [];
  return [{ keyword: error.keyword, params: error.params, path, node, schema: schema ?? {}, keySpan }];
}

/** A JSON pointer (RFC 6901) as a path: a step into a list is a number. */
function pointer(root: Document["root"], text: string): Path {
  const path: (string | number)[] = [];
  for (const part of text.split("/").slice(1)) {
    const step = part.replace(/~1/g, "/").replace(/~0/g, "~");
    path.push(nodeAt(root, path)?.kind === "sequence" ? Number(step) : step);
  }
  return path;
}
