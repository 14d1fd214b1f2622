import type { StatementStructures } from "ts-morph";
import { IndentationText, Project, StructureKind } from "../files/typescript.ts";

export type Statement = StatementStructures | string;

/**
 * Prints a module. Whatever a config had a part in is kept from ts-morph and set in afterwards: its writer follows
 * quotes and slashes without knowing patterns, so that one such as `a/*` is a comment to it, which it then closes.
 */
export function print(statements: readonly Statement[]): string {
  const held: string[] = [];
  const hold = (text: string): string => `held${held.push(text) - 1}`;
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, useTrailingCommas: true },
  });
  const skeleton = statements.map((statement) => withoutText(statement, hold));
  const file = project.createSourceFile("routes.ts", { statements: skeleton });
  const text = file
    .getFullText()
    .replace(/^( *)held(\d+);$/gm, (_, indent: string, index: string) => indented(held[Number(index)] ?? "", indent));
  return `${text.trimEnd()}\n`;
}

function withoutText(statement: Statement, hold: (text: string) => string): Statement {
  if (typeof statement === "string") return `${/^\n*/.exec(statement)?.[0] ?? ""}${hold(statement.trimStart())};`;
  if (statement.kind !== StructureKind.Function || typeof statement.statements !== "string") return statement;
  return { ...statement, statements: `${hold(statement.statements)};` };
}

function indented(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent);
}
