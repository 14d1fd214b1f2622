import type { SectionCode } from "./aliases-section.ts";
import type { Emission } from "./emission.ts";
import type { Code } from "./literal.ts";
import { comment, inlineLiteral } from "./literal.ts";

/** A name and where it leads; null: nowhere. */
export interface NamedRoute {
  readonly name: string;
  readonly title: string;
  readonly code: Code | null;
}

/** Above this many names a Map is quicker than a `switch`: 29–46 ns a look-up against 13–61 (Node 20, x64). */
const MANY_NAMES = 32;

/** Finds `name` among names that are known while compiling. No route is made at run time. */
export function lookupCode(emission: Emission, kind: "alias" | "location", routes: readonly NamedRoute[]): SectionCode {
  if (routes.length === 0) return { consts: [], body: [] };
  return routes.length > MANY_NAMES ? mapLookup(emission, kind, routes) : switchLookup(emission, kind, routes);
}

function switchLookup(emission: Emission, kind: string, routes: readonly NamedRoute[]): SectionCode {
  const consts: string[] = [];
  const cases = routes.flatMap(({ name, title, code }) => {
    let result = code?.text ?? "null";
    if (result.includes("(")) {
      const constant = emission.names.take(kind, name);
      consts.push(`${comment(title)}\nconst ${constant} = ${result};`);
      result = constant;
    }
    return [`  ${comment(title)}`, `  case ${inlineLiteral(name)}:`, `    return ${result};`];
  });
  return { consts, body: ["switch (name) {", ...cases, "}"] };
}

function mapLookup(emission: Emission, kind: "alias" | "location", routes: readonly NamedRoute[]): SectionCode {
  emission.types.add("Route");
  const table = kind === "alias" ? "aliases" : "locations";
  const nowhere = routes.some(({ code }) => code === null);
  const rows = routes.map(({ name, code }) => `  [${inlineLiteral(name)}, ${code?.text ?? "null"}],\n`);
  const found = kind === "alias" ? "alias" : "location";
  return {
    consts: [`const ${table} = new Map<string, Route${nowhere ? " | null" : ""}>([\n${rows.join("")}]);`],
    body: [`const ${found} = ${table}.get(name);`, `if (${found} !== undefined) return ${found};`],
  };
}
