import type { Backend } from "../../runtime/contract.ts";
import { runtimeFile } from "../files/runtime-file.ts";
import { KINDS } from "../kinds/kinds.ts";
import { PLACEHOLDER } from "./bundler.ts";

export const ENTRY = "turnout:entry.ts";
export const ROUTES = "turnout:routes.ts";

/** Runtime modules by name and not by path: the source map holds the entry's text, and paths are this machine's. */
const RUNTIME = "turnout:runtime/";

/** The file of a runtime module that the entry names; null for all other names. */
export function runtimeModule(id: string): string | null {
  return id.startsWith(RUNTIME) ? runtimeFile(id.slice(RUNTIME.length)) : null;
}

/** Whole features that the entry hands to `main`, by the name that the runtime knows them by. */
const FEATURES = {
  connectState: { name: "connectRedis", file: "state/redis/connect-state" },
  openCapture: { name: "openCapture", file: "observe/capture/open-capture" },
} as const;

export interface EntryParts {
  readonly kinds: readonly Backend["kind"][];
  readonly features: readonly (keyof typeof FEATURES)[];
}

/** The artifact's first module: it imports the drivers of the kinds and the features that the config uses, no others. */
export function entryModule({ kinds, features }: EntryParts): string {
  const drivers = kinds.map((kind) => ({ key: kind, ...KINDS[kind].driver }));
  const extras = features.map((feature) => ({ key: feature, ...FEATURES[feature] }));
  const imports = [
    importLine("main", `${RUNTIME}main`),
    ...[...drivers, ...extras].map(({ name, file }) => importLine(name, RUNTIME + file)),
    importLine("router", ROUTES),
  ];
  const parts = [
    "router",
    `drivers: { ${drivers.map(member).join(", ")} }`,
    ...extras.map(member),
    `about: ${JSON.stringify(PLACEHOLDER)}`,
  ];
  return `${imports.join("\n")}\n\nmain({ ${parts.join(", ")} });\n`;
}

function member({ key, name }: { readonly key: string; readonly name: string }): string {
  return key === name ? key : `${key}: ${name}`;
}

function importLine(name: string, from: string): string {
  return `import { ${name} } from ${JSON.stringify(from)};`;
}
