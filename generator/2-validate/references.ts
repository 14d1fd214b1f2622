import type { Path } from "../1-load/find.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Node, Span } from "../document.ts";
import { pathText } from "./path-text.ts";
import { walk } from "./walk.ts";

/** `${NAME}`, also with a default behind the name as shells have it; in any case of letters if there is nothing else. */
const REFERENCE = /\$\{([A-Z_][A-Z0-9_]*|(?<=^..)[A-Za-z_]\w*(?=[^{}]*\}$))(?::?[-?=+][^}]*)?\}/;
/** What LiteLLM writes for a variable. */
const OTHER_REFERENCE = /^os\.environ\/([A-Za-z_]\w*)$/;

/** Keys of a backend whose text is read with its variables filled in, and the URLs, which have a diagnostic of their own. */
const FILLED_IN = new Set([
  "headers",
  "organization",
  "project",
  "auth_file",
  "auth_files",
  "base_url",
  "api_url",
  "refresh_url",
]);

/** A text that a mock says, or that a client sends in a test, may be anything. */
const ANY_TEXT = new Set(["mock", "tests"]);

/** Reports references to variables in places where they stay what they are: text. */
export function findReferences(root: Node): Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(root, ({ path, node, schema, keySpan }) => {
    if (schema === undefined && path.length > 0) return false;
    if (path.some((step) => ANY_TEXT.has(String(step)))) return false;
    const key = path.at(-1);
    if (typeof key === "string") inspect(found, path, key, keySpan, true);
    if (schema?.["x-secret"] === true || schema?.enum !== undefined) return true;
    if (node.kind === "scalar" && typeof node.value === "string") inspect(found, path, node.value, node.span, false);
    return true;
  });
  return found;
}

function inspect(found: Diagnostic[], path: Path, text: string, span: Span, isKey: boolean): void {
  const other = OTHER_REFERENCE.exec(text);
  const filled = !isKey && isFilledIn(path);
  const match = other ?? (filled ? null : REFERENCE.exec(text));
  if (match === null || (filled && isUrl(path))) return;
  const [written, name = ""] = match;
  const key = pathText(isKey ? path.slice(0, -1) : path);
  if (filled) {
    const about = "It is how LiteLLM writes a variable.";
    found.push(diagnostic("reference-not-replaced", span, { written, key, about, hint: `Write \`\${${name}}\`.` }));
    return;
  }
  found.push(diagnostic("reference-not-replaced", span, { written, key, ...adviceFor(path) }));
}

function isFilledIn(path: Path): boolean {
  if (path[0] === "server") return path[1] === "host" || path[1] === "port";
  return path[0] === "backends" && FILLED_IN.has(String(path[2]));
}

function isUrl(path: Path): boolean {
  return /_url$/.test(String(path[2]));
}

function adviceFor(path: Path): { readonly about: string; readonly hint: string } {
  switch (path[0]) {
    case "force_model":
      return { about: "", hint: "Write the model out; `--force-model` sets another one when a server starts." };
    case "static_route":
      return { about: "", hint: "Write the model out; `--static-route` sets another one when a server starts." };
    case "default_backend":
      return { about: "", hint: "Name a backend; `--default-backend` sets another one when a server starts." };
    case "logging":
      if (path[1] === "capture_file")
        return { about: "", hint: "Write the path out; `--capture-file` sets another one when a server starts." };
  }
  if (path[0] === "backends" && path.at(-1) === "default_backend")
    return { about: "", hint: "Name a backend; `--default-backend` sets another one when a server starts." };
  if (path[0] === "model_aliases" && path.at(-1) === "pattern")
    return { about: "In a pattern, `$` is the end of the name.", hint: "Write the pattern out." };
  return { about: "", hint: "Write the value out." };
}
