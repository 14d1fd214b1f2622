import type { Backend } from "../../runtime/contract.ts";
import { runtimeFile } from "../runtime-file.ts";
import { PLACEHOLDER } from "./bundler.ts";

export const ENTRY = "turnout:entry.ts";
export const ROUTES = "turnout:routes.ts";

/** Runtime modules by name and not by path: the source map holds the entry's text, and paths are this machine's. */
const RUNTIME = "turnout:runtime/";

/** The file of a runtime module that the entry names; null for all other names. */
export function runtimeModule(id: string): string | null {
  return id.startsWith(RUNTIME) ? runtimeFile(id.slice(RUNTIME.length)) : null;
}

/** The one runtime module that each kind of backend needs. */
const DRIVERS: Readonly<Record<Backend["kind"], { readonly name: string; readonly file: string }>> = {
  http: { name: "httpDriver", file: "upstream/http/driver" },
  mock: { name: "mockDriver", file: "backends/mock/driver" },
};

/** The artifact's first module: it imports the drivers of the kinds that the config uses, and no others. */
export function entryModule(kinds: readonly Backend["kind"][]): string {
  const drivers = kinds.map((kind) => ({ kind, ...DRIVERS[kind] }));
  const imports = [
    importLine("main", `${RUNTIME}main`),
    ...drivers.map(({ name, file }) => importLine(name, RUNTIME + file)),
    importLine("router", ROUTES),
  ];
  const used = drivers.map(({ kind, name }) => `${kind}: ${name}`).join(", ");
  const about = JSON.stringify(PLACEHOLDER);
  return `${imports.join("\n")}\n\nmain({ router, drivers: { ${used} }, about: ${about} });\n`;
}

function importLine(name: string, from: string): string {
  return `import { ${name} } from ${JSON.stringify(from)};`;
}
