/** `npm run generate`: writes what is made from the schema folder, and nothing that is already right. */
import { readFile, writeFile } from "node:fs/promises";
import { generatedFiles } from "./generated.ts";

for (const [path, text] of await generatedFiles(process.cwd())) {
  const old = await readFile(path, "utf8").catch(() => null);
  if (old === text) continue;
  await writeFile(path, text);
  console.log(`wrote ${path}`);
}
