import { inlineLiteral } from "../5-emit/literal.ts";
import type { OutputFile } from "../files/output-file.ts";
import type { Ir } from "../ir.ts";
import { runBundler } from "./bundler.ts";
import { ENTRY, entryModule, ROUTES, RUNTIME_MODULES, runtimeModule } from "./entry.ts";
import { bundledPackages } from "./licences.ts";
import { about, manifest } from "./manifest.ts";
import { type AlsoCan, partsOf } from "./parts.ts";
import { redisCommands } from "./redis-commands.ts";
import { STAND_INS } from "./stand-ins.ts";
import { turnoutVersion } from "./version.ts";

export interface BundleOptions {
  readonly ir: Ir;
  /** The emitted module. */
  readonly routes: string;
  /** Of the config with its overrides. */
  readonly configHash: string;
  readonly minify: boolean;
  readonly also: AlsoCan;
}

/** Makes the one deployable file, its source map, and the manifest. */
export async function bundle(options: BundleOptions): Promise<readonly OutputFile[]> {
  const { ir, routes, configHash, minify } = options;
  const version = turnoutVersion();
  const parts = partsOf(ir, options.also);
  const base = { ir, version, configHash, parts };
  const forRedis = parts.features.includes("connectState") ? [["./commands.json", redisCommands()] as const] : [];
  let facts = about({ ...base, licenses: [] });
  const { code, map } = await runBundler({
    entry: ENTRY,
    modules: new Map([[ENTRY, entryModule(parts)], [ROUTES, routes], ...STAND_INS, ...forRedis]),
    scheme: RUNTIME_MODULES,
    resolve: runtimeModule,
    minify,
    fill(files) {
      facts = about({ ...base, licenses: bundledPackages(files) });
      return inlineLiteral(facts);
    },
  });
  return [
    { path: "server.mjs", text: code },
    { path: "server.mjs.map", text: map },
    { path: "manifest.json", text: `${JSON.stringify(manifest(facts, "server.mjs", code), null, 2)}\n` },
  ];
}
