import { readFileSync } from "node:fs";
import { packageFile } from "../files/package-file.ts";

/** The version of the compiler, as its package.json says. */
export function turnoutVersion(): string {
  const { version } = JSON.parse(readFileSync(packageFile("package.json"), "utf8"));
  return String(version);
}
