import type { Backend } from "../../runtime/contract.ts";
import { inlineLiteral } from "../5-emit/literal.ts";
import type { Ir } from "../ir.ts";
import type { OutputFile } from "../output-file.ts";
import { runBundler } from "./bundler.ts";
import { ENTRY, entryModule, ROUTES, runtimeModule } from "./entry.ts";
import { bundledPackages } from "./licences.ts";
import { about, manifest } from "./manifest.ts";
import { STAND_INS } from "./stand-ins.ts";
import { turnoutVersion } from "./version.ts";

export interface BundleOptions {
  readonly ir: Ir;
  /** The emitted module. */
  readonly routes: string;
  /** Of the config with its overrides. */
  readonly configHash: string;
  readonly minify: boolean;
}

/** Makes the one deployable file, its source map, and the manifest. */
export async function bundle({ ir, routes, configHash, minify }: BundleOptions): Promise<readonly OutputFile[]> {
  const kinds = [...new Set(ir.backends.map(({ backend }) => backend.kind))].sort() satisfies Backend["kind"][];
  const version = turnoutVersion();
  let facts = about(ir, version, configHash, []);
  const { code, map } = await runBundler({
    entry: ENTRY,
    modules: new Map([[ENTRY, entryModule(kinds)], [ROUTES, routes], ...STAND_INS]),
    resolve: runtimeModule,
    minify,
    fill(files) {
      facts = about(ir, version, configHash, bundledPackages(files));
      return inlineLiteral(facts);
    },
  });
  return [
    { path: "server.mjs", text: code },
    { path: "server.mjs.map", text: map },
    { path: "manifest.json", text: `${JSON.stringify(manifest(facts, "server.mjs", code), null, 2)}\n` },
  ];
}
