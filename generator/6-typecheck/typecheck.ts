import { existsSync, readFileSync } from "node:fs";
import { DiagnosticCategory, Project, ts } from "ts-morph";
import { diagnostic } from "../diagnostics/report.ts";
import { runtimeFile } from "../files/runtime-file.ts";
import type { Phase } from "../phase.ts";
import { phase } from "../phase.ts";

/** The path of the emitted module in the in-memory project; the contract is beside it. */
const MODULE = "/routes.ts";
const CONTRACT = "/contract.ts";

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
  paths: { "turnout/contract": [CONTRACT] },
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
  skipLibCheck: true,
  noEmit: true,
};

/** Kept for the next config: the libraries and the contract, which most of the time goes into, are read and bound once. */
let warm: Project | null = null;

function projectWithContract(): Project {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: OPTIONS });
  project.createSourceFile(CONTRACT, readFileSync(contractFile(), "utf8"));
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

/** The contract's source in the repo; its declarations in the installed package. */
function contractFile(): string {
  const source = runtimeFile("contract");
  const declarations = source.replace(/\.js$/, ".d.ts");
  return existsSync(declarations) ? declarations : source;
}
