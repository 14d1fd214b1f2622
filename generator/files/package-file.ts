import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The path of a file that the package carries beside its code, whether the code runs from source or from `lib`. */
export function packageFile(name: string): string {
  const beside = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL(`../../../${name}`, import.meta.url));
}
