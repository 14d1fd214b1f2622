/** A project that emits declarations file by file (`isolatedDeclarations`) takes the emitted module as it is. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Project, ts } from "ts-morph";
import { expect, it } from "vitest";

const files = ["examples", "test/golden"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("routes.ts"))
    .map((name) => join(folder, name)),
);

it("exports nothing whose type has to be inferred", () => {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      paths: { "turnout/contract": ["/contract/exports.ts"] },
      types: [],
      strict: true,
      declaration: true,
      isolatedDeclarations: true,
    },
  });
  for (const name of readdirSync("runtime/contract")) {
    project.createSourceFile(`/contract/${name}`, readFileSync(join("runtime/contract", name), "utf8"));
  }
  for (const [index, file] of files.entries()) project.createSourceFile(`/${index}.ts`, readFileSync(file, "utf8"));
  const program = project.getProgram().compilerObject;
  const found = files.flatMap((file, index) =>
    program
      .getDeclarationDiagnostics(program.getSourceFile(`/${index}.ts`))
      .map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(found).toEqual([]);
});
