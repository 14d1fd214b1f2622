import type { Emission } from "./emission.ts";
import type { Code } from "./literal.ts";
import { comment, inlineLiteral } from "./literal.ts";

/** Consts for the top of the module, and statements for the body of a function of `name`. */
export interface SectionCode {
  readonly consts: readonly string[];
  readonly body: readonly string[];
}

/** A name and where it leads. */
export interface NamedPlace {
  readonly name: string;
  readonly title: string;
  /** An identifier, or the expression that makes the place. */
  readonly code: Code;
  /** Whether that can be null. */
  readonly canBeNothing?: boolean;
}

/** Above this many names a Map is faster than a `switch`: 29–46 ns a lookup against 13–61 (Node 20, x64). */
const MANY_NAMES = 32;

/** Finds `name` among names that are known at build time, without allocations at run time. */
export function lookupCode(emission: Emission, kind: "alias" | "location", places: readonly NamedPlace[]): SectionCode {
  if (places.length === 0) return { consts: [], body: [] };
  return places.length > MANY_NAMES ? mapLookup(emission, kind, places) : switchLookup(emission, kind, places);
}

function switchLookup(emission: Emission, kind: string, places: readonly NamedPlace[]): SectionCode {
  const consts: string[] = [];
  const cases = places.flatMap(({ name, title, code }) => {
    let result = code.text;
    if (result.includes("(")) {
      const constant = emission.names.take(kind, name);
      consts.push(`${comment(title)}\nconst ${constant} = ${result};`);
      result = constant;
    }
    return [`  ${comment(title)}`, `  case ${inlineLiteral(name)}:`, `    return ${result};`];
  });
  return { consts, body: ["switch (name) {", ...cases, "}"] };
}

function mapLookup(emission: Emission, kind: "alias" | "location", places: readonly NamedPlace[]): SectionCode {
  emission.types.add("Route");
  const table = kind === "alias" ? "aliases" : "locations";
  const type = places.some(({ canBeNothing = false }) => canBeNothing) ? "Route | null" : "Route";
  const rows = places.map(({ name, code }) => `  [${inlineLiteral(name)}, ${code.text}],\n`);
  return {
    consts: [`const ${table} = new Map<string, ${type}>([\n${rows.join("")}]);`],
    body: [`const ${kind} = ${table}.get(name);`, `if (${kind} !== undefined) return ${kind};`],
  };
}
