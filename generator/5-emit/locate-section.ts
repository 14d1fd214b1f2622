import { instanceCount } from "../instances.ts";
import { factsOf } from "../kinds/kinds.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import { Code, comment, inlineLiteral, regexpLiteral } from "./literal.ts";
import type { SectionCode } from "./lookup-code.ts";
import { lookupCode } from "./lookup-code.ts";
import type { NamesSection } from "./names-section.ts";
import { defaultTargetCode, lineOf, targetCode } from "./target-code.ts";

/** Up to this many prefixes are cases of a `switch`. */
const MANY_PREFIXES = 32;

/** What a name means without aliases: failover routes and model lists, then its backend prefix, then the default backend. */
export function locateSection(emission: Emission, { places, any }: NamesSection): SectionCode {
  const prefixes = prefixCode(emission);
  const lookup = lookupCode(emission, "location", places);
  const otherwise =
    any === null
      ? [comment(defaultTitle(emission)), `return ${defaultTargetCode(emission, { model: new Code("name") }).text};`]
      : [comment(any.title), `return ${any.code.text};`];
  return {
    consts: [...lookup.consts, ...prefixes.consts],
    body: [
      ...lookup.body,
      "// `backend:model`; a colon behind a slash belongs to the model.",
      'const colon = name.indexOf(":");',
      'const slash = name.indexOf("/");',
      "if (colon !== -1 && (slash === -1 || colon < slash)) {",
      "  const model = name.slice(colon + 1);",
      ...prefixes.body.map((line) => `  ${line}`),
      "}",
      ...otherwise,
    ],
  };
}

function defaultTitle({ ir: { defaultBackend } }: Emission): string {
  return defaultBackend === null
    ? "no default_backend: a flag of the server may name one"
    : `${lineOf(defaultBackend.origin)} default_backend`;
}

/** The statements for names with a colon; `model` is what stands behind it. They end there if the prefix is no backend. */
function prefixCode(emission: Emission): SectionCode {
  const { consts, body } = knownPrefixes(emission);
  const names = emission.ir.backends.map(({ backend }) => backend.name);
  const numbered = regexpLiteral(`^(?:${names.join("|")})\\.\\d+:`).text;
  return {
    consts,
    body: [...body, "// a key that the backend does not have", `if (${numbered}.test(name)) return null;`],
  };
}

function knownPrefixes(emission: Emission): SectionCode {
  const { backends } = emission.ir;
  const count = backends.reduce((sum, { backend }) => sum + 1 + instanceCount(backend), 0);
  if (count > MANY_PREFIXES) return prefixMap(emission);
  const model = new Code("model");
  const cases = backends.flatMap(({ backend: { name, at }, backend }) => [
    `  ${comment(`${at} backends.${name}`)}`,
    `  case ${inlineLiteral(name)}:`,
    `    return ${targetCode(emission, { backend: name, model, at }).text};`,
    ...numbers(instanceCount(backend)).flatMap((instance) => [
      `  case ${inlineLiteral(`${name}.${instance}`)}:`,
      `    return ${targetCode(emission, { backend: name, instance, model, at }).text};`,
    ]),
  ]);
  return { consts: [], body: ["switch (name.slice(0, colon)) {", ...cases, "}"] };
}

function prefixMap(emission: Emission): SectionCode {
  const loops: string[] = [];
  const rows = emission.ir.backends.flatMap(({ backend: { name, at }, backend }) => {
    const place = (instance: number | Code | null) =>
      targetCode(emission, { backend: name, instance, model: "", at }).text;
    const plain = `  [${inlineLiteral(name)}, ${place(null)}],\n`;
    if (factsOf(backend).instances.kind === "open") {
      const key = `${inlineLiteral(`${name}.`)} + n`;
      loops.push(`for (let n = 1; n <= ${instanceCount(backend)}; n++) prefixes.set(${key}, ${place(new Code("n"))});`);
      return [plain];
    }
    return [
      plain,
      ...numbers(instanceCount(backend)).map((n) => `  [${inlineLiteral(`${name}.${n}`)}, ${place(n)}],\n`),
    ];
  });
  emission.types.add("Target");
  const title = "/** What may stand before the colon of a name; the model comes from the name. */";
  const table = `const prefixes = new Map<string, Target>([\n${rows.join("")}]);`;
  const to = call(emission, "to", ["prefix.backend", "prefix.instance", "model", "null", "prefix.at"]).text;
  return {
    consts: [[title, table, ...loops].join("\n")],
    body: ["const prefix = prefixes.get(name.slice(0, colon));", `if (prefix !== undefined) return ${to};`],
  };
}

/** 1 … count. */
function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
