import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * The TypeScript compiler. By `require`, because an `import` reads all of it, nine megabytes, once more in search of the
 * names that it exports, which takes as long as to load it.
 */
export const { IndentationText, Project, StructureKind, ts } = require("ts-morph") as typeof import("ts-morph");

/** The declarations of the language's own library by their file's name, which ts-morph brings along. */
export function libraryFiles(): ReadonlyMap<string, string> {
  const common = createRequire(require.resolve("ts-morph"))("@ts-morph/common") as LibraryFiles;
  return new Map(common.getLibFiles().map(({ fileName, text }) => [fileName, text]));
}

interface LibraryFiles {
  readonly getLibFiles: () => readonly { readonly fileName: string; readonly text: string }[];
}
