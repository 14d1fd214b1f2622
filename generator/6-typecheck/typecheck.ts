import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ts as TypeScript } from "ts-morph";
import { diagnostic } from "../diagnostics/report.ts";
import { runtimeFile } from "../files/runtime-file.ts";
import { libraryFiles, ts } from "../files/typescript.ts";
import type { Phase } from "../phase.ts";
import { phase } from "../phase.ts";

/** The path of the emitted module, which is no file, and of the folders beside it. */
const MODULE = "/routes.ts";
const CONTRACT = "/contract";
const LIBRARY = "/lib";

/** The repo's own strictness, so that a `routes.ts` that passes here passes in a strict project of the user's too. */
const OPTIONS: TypeScript.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  // Emitted code uses maps, strings and regular expressions; loading the whole library takes 80 ms longer.
  lib: [
    "lib.es5.d.ts",
    "lib.es2015.core.d.ts",
    "lib.es2015.collection.d.ts",
    "lib.es2015.iterable.d.ts",
    "lib.es2017.object.d.ts",
    "lib.es2018.regexp.d.ts",
    "lib.es2019.array.d.ts",
  ],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  paths: { "turnout/contract": [`${CONTRACT}/exports.ts`] },
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Kept for the next config: the libraries and the contract are read and bound once. */
let warm: ReturnType<typeof createSources> | null = null;

/** What programs are made of, besides the emitted module. */
function createSources() {
  const contract = contractFiles().map(({ name, text }) => [`${CONTRACT}/${name}.ts`, text] as const);
  const library = [...libraryFiles()].map(([name, text]) => [`${LIBRARY}/${name}`, text] as const);
  const texts = new Map<string, string>([...contract, ...library]);
  const parsed = new Map<string, TypeScript.SourceFile>();
  return {
    has: (file: string) => texts.has(file),
    text: (file: string) => texts.get(file),
    source(file: string): TypeScript.SourceFile | undefined {
      const text = texts.get(file);
      const known = parsed.get(file) ?? (text === undefined ? undefined : parse(file, text));
      if (known !== undefined) parsed.set(file, known);
      return known;
    },
  };
}

function parse(file: string, text: string): TypeScript.SourceFile {
  // Comments mean nothing to a check.
  const jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  return ts.createSourceFile(file, text, {
    languageVersion: OPTIONS.target ?? ts.ScriptTarget.ES2022,
    jsDocParsingMode,
  });
}

/**
 * Checks the text of a `routes.ts` against `turnout/contract`. A mistake found here is the compiler's own and never
 * the config's: `emitted-code-invalid`.
 */
export function typecheck(file: string, text: string): Phase<string> {
  warm ??= createSources();
  const sources = warm;
  const module = parse(MODULE, text);
  const program = ts.createProgram([MODULE], OPTIONS, {
    fileExists: (name) => name === MODULE || sources.has(name),
    readFile: (name) => (name === MODULE ? text : sources.text(name)),
    getSourceFile: (name) => (name === MODULE ? module : sources.source(name)),
    getDefaultLibFileName: () => `${LIBRARY}/lib.d.ts`,
    getDefaultLibLocation: () => LIBRARY,
    writeFile: () => {},
    getCurrentDirectory: () => "/",
    getDirectories: () => [],
    directoryExists: (name) => [CONTRACT, LIBRARY, "/"].includes(name),
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  });
  const found = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(module),
    ...program.getSemanticDiagnostics(module),
  ].filter(({ category }) => category === ts.DiagnosticCategory.Error);
  return phase(
    text,
    found.map(({ messageText, start }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, " ");
      const line = String(ts.getLineAndCharacterOfPosition(module, start ?? 0).line + 1);
      return diagnostic("emitted-code-invalid", null, { file, line, problem: message });
    }),
  );
}

/** The contract's sources in the repo; their declarations in the installed package. */
function contractFiles(): readonly { readonly name: string; readonly text: string }[] {
  const exports = runtimeFile("contract/exports");
  const folder = dirname(exports);
  const ending = exports.endsWith(".js") ? ".d.ts" : ".ts";
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ name: file.slice(0, -ending.length), text: readFileSync(join(folder, file), "utf8") }));
}
