import { plainValue } from "../1-load/plain.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { looksSecret } from "../diagnostics/mask.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Entry, Node } from "../document.ts";
import { flow } from "./flow.ts";
import { BIFROST } from "./foreign/bifrost.ts";
import { CLAUDE_CODE_ROUTER } from "./foreign/claude-code-router.ts";
import { deploymentAdvice } from "./foreign/deployment.ts";
import { fallbackRoutes } from "./foreign/fallbacks.ts";
import { LITELLM } from "./foreign/litellm.ts";

/** Sections of other products, by the key that they start with. The advice for a key follows its path; `*` is any step. */
const SECTIONS: readonly (readonly [product: string, top: readonly string[], Readonly<Record<string, string>>])[] = [
  ["LiteLLM", ["model_list", "litellm_settings", "router_settings", "general_settings"], LITELLM],
  ["Bifrost", ["providers", "client", "governance"], BIFROST],
  ["claude-code-router", ["Providers", "Router"], CLAUDE_CODE_ROUTER],
];

/** Reads what stands below the keys of other products, and says for each part which line of Turnout's does the same. */
export function findForeignParts(root: Node): Diagnostic[] {
  if (root.kind !== "mapping") return [];
  return root.entries.flatMap((entry) => {
    const section = SECTIONS.find(([, top]) => top.includes(entry.key));
    if (section === undefined) return [];
    const [product, , advice] = section;
    const found: Diagnostic[] = [];
    visit(entry.value, [entry.key], (part, path) => {
      const nearest = adviceFor(part, path, advice);
      if (nearest !== null) found.push(diagnostic("foreign-key", part.keySpan, { key: part.key, product, nearest }));
      return nearest === null;
    });
    return found;
  });
}

function visit(node: Node, path: readonly string[], each: (part: Entry, path: readonly string[]) => boolean): void {
  if (node.kind === "sequence") for (const item of node.items) visit(item, [...path, "*"], each);
  if (node.kind !== "mapping") return;
  for (const entry of node.entries) {
    if (entry.key === "model_name" && path.join(".") === "model_list.*") {
      const nearest = { ...entry, value: node };
      each(nearest, [...path, "model_name"]);
      continue;
    }
    if (each(entry, [...path, entry.key])) visit(entry.value, [...path, entry.key], each);
  }
}

function adviceFor(part: Entry, path: readonly string[], advice: Readonly<Record<string, string>>): string | null {
  if (path.join(".") === "model_list.*.model_name") return deploymentAdvice(part.value);
  if (/fallbacks$/.test(part.key) && path[0] !== "model_list") {
    const routes = fallbackRoutes(part);
    if (routes !== null) return routes;
  }
  const own = [path, path.map((step, at) => (at === 1 ? "*" : step)), ["", ...path.slice(1)]];
  for (const steps of own) {
    const key = steps.join(".").replace(/^\./, "");
    const text = Object.hasOwn(advice, key) ? advice[key] : undefined;
    if (text !== undefined) return filledIn(text, part.value);
  }
  return null;
}

/** `{value}` is what stands in the config; nothing that may be secret is repeated. */
function filledIn(text: string, node: Node): string {
  const value = node.kind === "scalar" ? flow(plainValue(node)) : "…";
  return text.replaceAll("{value}", looksSecret(value) || value.length > 60 || value.includes("`") ? "…" : value);
}
