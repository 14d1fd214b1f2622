import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Node } from "../document.ts";
import { pathText } from "./path-text.ts";
import { walk } from "./walk.ts";

/** A warning for each key that this version accepts without acting on it, once at the outermost key. */
export function findNoEffect(root: Node): Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(root, ({ path, node, schema, keySpan }) => {
    const reason = schema?.["x-no-effect"];
    if (reason === undefined) return schema !== undefined;
    if (!asksForNothing(node)) found.push(diagnostic("no-effect-yet", keySpan, { key: pathText(path), reason }));
    return false;
  });
  return [...found, ...mockFindings(root)];
}

/** `capture_file: null` asks for what happens anyway. */
function asksForNothing(node: Node): boolean {
  if (node.kind === "scalar") return node.value === null;
  return node.kind === "sequence" ? node.items.length === 0 : node.entries.every(({ value }) => asksForNothing(value));
}

const FOR_REQUESTS = new Set([
  "base_url",
  "api_url",
  "api_key",
  "api_keys",
  "organization",
  "project",
  "connect_timeout",
  "headers",
]);

/** The mock sends no requests, so nothing that shapes a request does anything there; but it can be waited for. */
function mockFindings(root: Node): Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(root, ({ path, node }) => {
    if (path.length !== 2 || path[0] !== "backends" || node.kind !== "mapping") return path.length < 2;
    const type = node.entries.find(({ key }) => key === "type")?.value;
    if (type?.kind !== "scalar" || type.value !== "mock") return false;
    for (const { key, keySpan } of node.entries) {
      if (!FOR_REQUESTS.has(key)) continue;
      const reason = "The mock answers by itself: it has no address, takes no key and sends nothing.";
      found.push(diagnostic("no-effect-here", keySpan, { key, type: "mock", reason }));
    }
    return false;
  });
  return found;
}
