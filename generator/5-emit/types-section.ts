import type { Ir } from "../ir.ts";
import { factsOf } from "../kinds/kinds.ts";
import { inlineLiteral, prefixType } from "./literal.ts";

/** The names that a config defines as union types, for a program that wants its model strings checked. */
export function typesSection({ backends, aliases, failoverRoutes, forceModel, staticRoute }: Ir): string[] {
  const texts = (names: readonly string[]) => names.map((name) => inlineLiteral(name));
  const params = [
    ...aliases.flatMap(({ leaves }) => leaves),
    ...failoverRoutes.flatMap(({ elements }) => elements),
    ...[forceModel, staticRoute].flatMap((located) => located?.selector.branches ?? []),
  ].flatMap((leaf) => Object.keys(leaf.params));
  return [
    union("BackendName", "What may stand before a model's colon.", texts(backends.map(({ backend }) => backend.name))),
    union("InstanceName", "A backend with one of its keys.", backends.flatMap(instances)),
    union("AliasName", "What `model_aliases` takes.", aliasNames(aliases)),
    union(
      "RouteName",
      "What `failover_routes` takes.",
      texts(failoverRoutes.flatMap(({ name }) => (name === "*" ? [] : [name]))),
    ),
    union("ModelName", "What backends list.", texts(backends.flatMap(({ models }) => models.map(({ name }) => name)))),
    union("UriParam", "The parameters that the config sets in model strings.", texts(params)),
  ];
}

function instances({ backend }: Ir["backends"][number]): readonly string[] {
  const numbers = factsOf(backend).instances;
  if (numbers.kind === "open") return [prefixType(`${backend.name}.`, "number")];
  return Array.from({ length: numbers.count }, (_, i) => inlineLiteral(`${backend.name}.${i + 1}`));
}

/** A type checker compares every name of a union with every prefix of it. */
const MOST_COMPARED = 1_000_000;

/** Names, and prefixes; of very many prefixes only as much as leaves few of them. */
function aliasNames(aliases: Ir["aliases"]): readonly string[] {
  const names = new Set(aliases.flatMap(({ shape }) => (shape.kind === "exact" ? [shape.name] : [])));
  let prefixes = new Set(aliases.flatMap(({ shape }) => (shape.kind === "exact" ? [] : [shape.prefix])));
  let length = Math.max(...[...prefixes].map((prefix) => prefix.length), 0);
  while (prefixes.size > 1 && prefixes.size * names.size > MOST_COMPARED) {
    length -= 1;
    prefixes = new Set([...prefixes].map((prefix) => prefix.slice(0, length)));
  }
  const written = aliases.map(({ shape }) =>
    shape.kind === "exact" ? inlineLiteral(shape.name) : prefixType(shape.prefix.slice(0, length)),
  );
  return [...new Set(written)];
}

function union(name: string, description: string, members: readonly string[]): string {
  const unique = [...new Set(members)];
  const line = unique.join(" | ");
  const type =
    unique.length === 0 ? " never" : line.length < 90 ? ` ${line}` : unique.map((one) => `\n  | ${one}`).join("");
  return `\n/** ${description} */\nexport type ${name} =${type};`;
}
