import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The path of a runtime module, named without its extension: `runtimeFile("upstream/http/driver")`. TypeScript when the
 * compiler runs from its sources, JavaScript when it runs from the published package.
 */
export function runtimeFile(name: string): string {
  const source = fileURLToPath(new URL(`../../runtime/${name}.ts`, import.meta.url));
  return existsSync(source) ? source : fileURLToPath(new URL(`../../runtime/${name}.js`, import.meta.url));
}
