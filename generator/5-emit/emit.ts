import { StructureKind } from "../files/typescript.ts";
import type { Ir } from "../ir.ts";
import { aliasesSection, endsAlways } from "./aliases-section.ts";
import type { Emission } from "./emission.ts";
import { createEmission } from "./emission.ts";
import { helpersSection } from "./helpers-section.ts";
import { comment, literal } from "./literal.ts";
import { locateSection } from "./locate-section.ts";
import { namesSection } from "./names-section.ts";
import { parameterName } from "./parameter.ts";
import { print, type Statement } from "./print.ts";
import { routerSection } from "./router-section.ts";
import { typesSection } from "./types-section.ts";

/** Phase 5. Prints the typed routing module of a config; equal configs give equal text. */
export function emit(ir: Ir): string {
  const emission = createEmission(ir);
  const backends = backendConsts(emission);
  const names = namesSection(emission);
  const locate = locateSection(emission, names);
  const aliases = aliasesSection(emission);
  const router = routerSection(emission);
  const functions = [
    routingFunction("route", "Where a model name of a client goes: aliases first, then as `locate`.", [
      ...aliases.body,
      ...(endsAlways(aliases.body) ? [] : ["return locate(name);"]),
    ]),
    routingFunction("locate", "As `route`, but no alias applies.", locate.body),
  ];
  emission.types.add("Route");
  const helpers = helpersSection(emission);
  return print([
    comment(`Compiled by Turnout from ${ir.file}. Change the config and build again; changes made here are lost.`),
    importLine(emission),
    ...typesSection(ir),
    // Consts of aliases can call `locate`, so its consts come first.
    `\n${[...backends, ...names.consts, ...locate.consts, ...aliases.consts].join("\n\n")}`,
    ...functions,
    [router, ...helpers].join("\n\n"),
  ]);
}

function importLine(emission: Emission): Statement {
  return {
    kind: StructureKind.ImportDeclaration,
    isTypeOnly: true,
    namedImports: (writer) => writer.write(importList([...emission.types].sort())),
    moduleSpecifier: "turnout/contract",
  };
}

function importList(types: readonly string[]): string {
  const line = types.join(", ");
  return line.length <= 80 ? line : `\n${types.map((type) => `  ${type},\n`).join("")}`;
}

const TYPES = { http: "HttpBackend", codex: "CodexBackend", mock: "MockBackend" } as const;

function backendConsts(emission: Emission): readonly string[] {
  return emission.ir.backends.map(({ backend }) => {
    const type = TYPES[backend.kind];
    emission.types.add(type);
    const name = emission.backends.get(backend.name)?.text;
    const title = comment(`${backend.at} backends.${backend.name}`);
    // With the type written out, and not `satisfies`: a project with `isolatedDeclarations` takes the module, too.
    return `${title}\nexport const ${name}: ${type} = ${literal(backend)};`;
  });
}

function routingFunction(name: string, description: string, body: readonly string[]): Statement {
  const statements = body.join("\n");
  return {
    kind: StructureKind.Function,
    name,
    parameters: [{ name: parameterName(statements), type: "string" }],
    returnType: "Route | null",
    docs: [description],
    // One text, not a list: ts-morph would set blank lines between its blocks.
    statements,
  };
}
