import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DiagnosticCategory, Project, ts } from "ts-morph";
import { diagnostic } from "../diagnostics/report.ts";
import { runtimeFile } from "../files/runtime-file.ts";
import type { Phase } from "../phase.ts";
import { phase } from "../phase.ts";

/** The path of the emitted module in the in-memory project, and the folder of the contract beside it. */
const MODULE = "/routes.ts";
const CONTRACT = "/contract";

/** The repo's own strictness, so that a `routes.ts` that passes here passes in a strict project of the user's too. */
const OPTIONS: ts.CompilerOptions = {
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

/** Kept for the next config: the libraries and the contract, which most of the time goes into, are read and bound once. */
let warm: Project | null = null;

function projectWithContract(): Project {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: OPTIONS });
  for (const { name, text } of contractFiles()) project.createSourceFile(`${CONTRACT}/${name}.ts`, text);
  return project;
}

/**
 * Checks the text of a `routes.ts` against `turnout/contract`. A mistake found here is the compiler's own and never
 * the config's: `emitted-code-invalid`.
 */
export function typecheck(file: string, text: string): Phase<string> {
  warm ??= projectWithContract();
  const project = warm;
  const module = project.createSourceFile(MODULE, text, { overwrite: true });
  const program = project.getProgram();
  const found = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getSyntacticDiagnostics(module),
    ...program.getSemanticDiagnostics(module),
  ].filter((problem) => problem.getCategory() === DiagnosticCategory.Error);
  return phase(
    text,
    found.map((problem) => {
      const message = ts.flattenDiagnosticMessageText(problem.compilerObject.messageText, " ");
      const line = String(problem.getLineNumber() ?? 1);
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
