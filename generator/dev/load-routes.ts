import { Buffer } from "node:buffer";
import type { CompiledRouter } from "../../runtime/contract/router.ts";
import { ts } from "../files/typescript.ts";

/** Evaluates an emitted `routes.ts`. It imports only types, so it can be evaluated without a file. */
export async function loadRoutes(source: string): Promise<CompiledRouter> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  const { router }: { readonly router: CompiledRouter } = await import(
    `data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`
  );
  return router;
}
