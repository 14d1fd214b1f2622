import type { Route } from "../../runtime/contract.ts";
import type { SectionCode } from "./aliases-section.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import { Code, comment, inlineLiteral } from "./literal.ts";
import type { Locations } from "./locations.ts";
import { defaultTarget, instances, MOST_NUMBERED } from "./locations.ts";
import { lookupCode } from "./lookup-code.ts";
import { backendCode, targetCode } from "./route-code.ts";

/** Up to this many prefixes stand in a `switch`. */
const MANY_PREFIXES = 32;

/** What a name means without aliases: its backend prefix, then failover routes, model lists, the default backend. */
export function locateSection(emission: Emission, locations: Locations, named: ReadonlyMap<Route, Code>): SectionCode {
  const prefixes = prefixCode(emission);
  const names = [...locations.named].map(([name, { route, title, at }]) => {
    return { name, title: `${at} ${title}`, code: named.get(route) ?? null };
  });
  const lookup = lookupCode(emission, "location", names);
  const { any } = locations;
  const otherwise =
    any === null
      ? [`return ${defaultCode(emission).text};`]
      : [comment(`${any.at} ${any.title}`), `return ${named.get(any.route)?.text ?? "null"};`];
  return {
    consts: [...prefixes.consts, ...lookup.consts],
    body: [
      'const colon = name.indexOf(":");',
      'const slash = name.indexOf("/");',
      "if (colon !== -1 && (slash === -1 || colon < slash)) {",
      "  const model = name.slice(colon + 1);",
      ...prefixes.body.map((line) => `  ${line}`),
      "}",
      ...lookup.body,
      ...otherwise,
    ],
  };
}

function defaultCode(emission: Emission): Code {
  const target = defaultTarget(emission.ir, "", {});
  return targetCode(emission, { ...target, model: new Code("name") });
}

/** The last statements of the branch for names with a backend prefix; `model` is what stands behind it. */
function prefixCode(emission: Emission): SectionCode {
  const { backends } = emission.ir;
  const numbered = backends.some(({ backend }) => backend.kind === "http" && backend.keys.kind === "numbered");
  const count = backends.reduce((sum, { backend }) => sum + 1 + instances(backend).length, 0);
  if (numbered || count > MANY_PREFIXES) return prefixMap(emission);
  const cases = backends.flatMap(({ backend }) => {
    const known = backendCode(emission, backend.name);
    const target = (instance: number | null) =>
      call(emission, "to", [known.text, inlineLiteral(instance), "model", "null", inlineLiteral(backend.at)]).text;
    return [
      `  ${comment(`${backend.at} backends.${backend.name}`)}`,
      `  case ${inlineLiteral(backend.name)}:`,
      `    return ${target(null)};`,
      ...instances(backend).flatMap((n) => [
        `  case ${inlineLiteral(`${backend.name}.${n}`)}:`,
        `    return ${target(n)};`,
      ]),
    ];
  });
  return { consts: [], body: ["switch (name.slice(0, colon)) {", ...cases, "  default:", "    return null;", "}"] };
}

function prefixMap(emission: Emission): SectionCode {
  const loops: string[] = [];
  const rows = emission.ir.backends.flatMap(({ backend }) => {
    const known = backendCode(emission, backend.name).text;
    const place = (instance: string) =>
      call(emission, "to", [known, instance, '""', "null", inlineLiteral(backend.at)]).text;
    if (backend.kind === "http" && backend.keys.kind === "numbered") {
      const prefix = inlineLiteral(`${backend.name}.`);
      loops.push(`for (let n = 1; n <= ${MOST_NUMBERED}; n++) prefixes.set(${prefix} + n, ${place("n")});`);
      return [`  [${inlineLiteral(backend.name)}, ${place("null")}],\n`];
    }
    return [null, ...instances(backend)].map((instance) => {
      const prefix = instance === null ? backend.name : `${backend.name}.${instance}`;
      return `  [${inlineLiteral(prefix)}, ${place(inlineLiteral(instance))}],\n`;
    });
  });
  emission.types.add("Target");
  const table = `const prefixes = new Map<string, Target>([\n${rows.join("")}]);`;
  const to = call(emission, "to", ["prefix.backend", "prefix.instance", "model", "null", "prefix.at"]).text;
  return {
    consts: [
      ["/** What may stand before the colon of a name; the model comes from the name. */", table, ...loops].join("\n"),
    ],
    body: ["const prefix = prefixes.get(name.slice(0, colon));", `return prefix === undefined ? null : ${to};`],
  };
}
