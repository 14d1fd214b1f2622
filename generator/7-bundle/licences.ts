import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package with code in the artifact. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The packages that the bundled files belong to, by name. Files outside `node_modules` are Turnout's own. */
export function bundledPackages(files: readonly string[]): readonly BundledPackage[] {
  const found = new Map<string, BundledPackage>();
  for (const file of files) {
    const folder = file.includes("node_modules") ? packageFolder(dirname(file.replace(/^\0/, ""))) : null;
    if (folder === null) continue;
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (name === "turnout") continue;
    found.set(`${name}@${version}`, { name, version, license: license ?? "see the package" });
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bundled]) => bundled);
}

/** The nearest parent folder whose package.json has a name and a version; some only set `type`. */
function packageFolder(start: string): string | null {
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (!existsSync(file)) continue;
    const { name, version } = JSON.parse(readFileSync(file, "utf8"));
    if (typeof name === "string" && typeof version === "string") return folder;
  }
  return null;
}
