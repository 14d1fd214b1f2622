import type { Entry, Node } from "../../document.ts";

/** LiteLLM's `fallbacks: [{ a: [b, c] }]` as failover routes; null for what reads otherwise. */
export function fallbackRoutes({ key, value }: Entry): string | null {
  if (key !== "fallbacks" || value.kind !== "sequence") return null;
  const routes = value.items.flatMap((item) => (item.kind === "mapping" ? item.entries : [])).flatMap(routeOf);
  if (routes.length === 0) return null;
  const more = routes.length > 3 ? " and so on" : "";
  return `Write \`failover_routes: { ${routes.slice(0, 3).join(", ")} }\`${more}, each element with its backend: \`openai:gpt-4o\`.`;
}

function routeOf({ key, value }: Entry): readonly string[] {
  const names = value.kind === "sequence" ? value.items.flatMap(nameOf) : [];
  return names.length === 0 || !/^[\w./-]+$/.test(key) ? [] : [`${key}: [${[key, ...names].join(", ")}]`];
}

function nameOf(node: Node): readonly string[] {
  return node.kind === "scalar" && typeof node.value === "string" && /^[\w./-]+$/.test(node.value) ? [node.value] : [];
}
