/** Generated files are up to date with the schema folder; `npm run generate` updates them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { generatedFiles } from "../schema/generated.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

it.each([...(await generatedFiles(root))])("%s is fresh", async (path, text) => {
  expect(await readFile(join(root, path), "utf8")).toBe(text);
});
