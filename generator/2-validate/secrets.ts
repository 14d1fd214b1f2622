import type { Path } from "../1-load/find.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { looksSecret } from "../diagnostics/mask.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Node, ScalarNode } from "../document.ts";
import { pathText } from "./path-text.ts";
import { type Visit, walk } from "./walk.ts";

const NAME = /^[A-Za-z_]\w*$/;
const REFERENCE = /^\$\{[A-Za-z_]\w*\}$/;
const NUMBERED = /^\$\{[A-Za-z_]\w*_\*\}$/;
/** What other tools write for a variable: `$NAME`, `{NAME}`, `os.environ/NAME`, `env:NAME`, `{{NAME}}`. */
const ALMOST = /^(?:\$\{?|\{+|os\.environ\/|env[:.]|\$\{env:)\s*([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\s*\}*$/;
const SECRET_HEADERS = new Set(["authorization", "proxy-authorization", "cookie", "api-key", "x-api-key"]);

/** Reports every secret that is in the config itself, where only the name of a variable is allowed. */
export function findSecrets(root: Node): Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(root, (visit) => {
    const finding = inspect(visit);
    if (finding !== null) found.push(finding);
    return true;
  });
  return found;
}

function inspect({ path, node, schema }: Visit): Diagnostic | null {
  if (node.kind !== "scalar" || node.value === null) return null;
  if (typeof node.value === "boolean") return null;
  if (schema?.["x-secret"] === true && schema.type === "array" && isReference(String(node.value))) return null;
  if (schema?.["x-secret"] === true)
    return reference(path, node, schema.type !== "string" && path.at(-1) === "api_keys");
  if (typeof node.value !== "string") return null;
  const secretHeader = path.at(-2) === "headers" && SECRET_HEADERS.has(String(path.at(-1)).toLowerCase());
  const literal = secretHeader && !/\$\{[A-Za-z_]\w*\}/.test(node.value);
  return literal || looksSecret(node.value) ? literalSecret(path, node, inText(path)) : null;
}

function isReference(text: string): boolean {
  return REFERENCE.test(text) || NUMBERED.test(text);
}

function inText(path: Path): string {
  return path.at(-2) === "headers"
    ? `Put it in an environment variable and write \`\${${variable(path)}}\` in its place.`
    : "If it is a key, remove it from the file.";
}

/** @param many whether this is the place of `${PREFIX_*}` */
function reference(path: Path, node: ScalarNode, many: boolean): Diagnostic | null {
  const text = String(node.value);
  if (many ? NUMBERED.test(text) : REFERENCE.test(text)) return null;
  const name =
    ALMOST.exec(text)?.[1] ?? (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|URL)$/.test(text) ? text : undefined);
  const known = text.trim() === "" || isReference(text) || name !== undefined;
  const hint = hintFor(path, text, many, name);
  if (!known) return literalSecret(path, node, hint);
  const what = isState(path) ? "The URL" : "A key";
  const about = `${what} is given by the name of the environment variable that holds it; it is read when the server starts.`;
  return diagnostic("invalid-value", node.span, { key: pathText(path), value: text, about, hint });
}

function hintFor(path: Path, text: string, many: boolean, name: string | undefined): string {
  if (many && REFERENCE.test(text)) return `Write a list: \`api_keys: ["${text}"]\`.`;
  if (isState(path)) return `Put the URL in an environment variable and write \`\${${name ?? variable(path)}}\` here.`;
  if (NUMBERED.test(text))
    return path.includes("auth") ? "List each key." : `Write \`api_keys: ${text}\`, without a list.`;
  const wanted = `\${${name !== undefined && NAME.test(name) ? name : variable(path)}}`;
  return many
    ? `Write \`api_keys: ["${wanted}"]\`, or \`\${PREFIX_*}\` for PREFIX_1, PREFIX_2 and so on.`
    : `Put it in an environment variable and write \`${wanted}\` here.`;
}

function literalSecret(path: Path, node: ScalarNode, hint: string): Diagnostic {
  return diagnostic("literal-secret", node.span, { key: pathText(path), hint });
}

function isState(path: Path): boolean {
  return path.length === 1 && path[0] === "state";
}

/** A suitable name: `OPENAI_API_KEY` for the backend openai. */
function variable(path: Path): string {
  if (isState(path)) return "REDIS_URL";
  const name = path[0] === "backends" ? String(path[1] ?? "") : "turnout";
  const index = path.at(-2) === "api_keys" ? `_${Number(path.at(-1)) + 1}` : "";
  return `${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}_API_KEY${index}`;
}
