import { fileURLToPath } from "node:url";
import type { Plugin } from "rolldown";
import { lateNames, versionLine } from "./old-node.ts";

/*
 * Why rolldown. Measured on the whole runtime with both drivers, h3 and srvx, minified, Node 20 (2026-11):
 *   rolldown 1.2.19   121,411 bytes (43.7 KB gzipped), 4 packages, 22 MB installed
 *   esbuild 0.28.2    122,329 bytes (45.3 KB gzipped), 2 packages, 11 MB installed
 * Both take about 200 ms. The artifact is what is deployed everywhere, the compiler is only where configs are built; so the
 * artifact's size decides. The tests use rolldown as well, inside vitest, and it needs no helper process.
 */

export interface BundleInput {
  /** The entry and what it imports that is in no file, by name. */
  readonly modules: ReadonlyMap<string, string>;
  readonly entry: string;
  /** The names that `resolve` is asked for, besides those of `modules`. */
  readonly scheme: RegExp;
  /** The file of an import; null resolves it by Node's rules. */
  readonly resolve: (id: string) => string | null;
  /** The source text that replaces `PLACEHOLDER`, made when the bundled files are known. */
  readonly fill: (files: readonly string[]) => string;
  readonly minify: boolean;
}

export interface BundleOutput {
  readonly code: string;
  readonly map: string;
}

export const PLACEHOLDER = "__TURNOUT_ABOUT__";

/** Bundles into one ES module that imports nothing but Node's own modules. Equal input gives equal bytes. */
export async function runBundler(input: BundleInput): Promise<BundleOutput> {
  const rolldown = await loadRolldown();
  const build = await rolldown({
    input: input.entry,
    // Paths in comments and maps are relative to this, so that no path of this machine is in the output.
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    platform: "node",
    logLevel: "silent",
    plugins: [virtualModules(input), fillPlaceholder(input.fill)],
  });
  try {
    const { output } = await build.generate({
      format: "esm",
      entryFileNames: "server.mjs",
      codeSplitting: false,
      minify: input.minify,
      comments: false,
      sourcemap: true,
      sourcemapPathTransform: portablePath,
    });
    const chunk = output[0];
    const alien = chunk.imports.find((name) => !name.startsWith("node:"));
    if (alien !== undefined) throw new Error(`the artifact would need ${alien} beside it`);
    const map = output.find((file) => file.type === "asset" && file.fileName === "server.mjs.map");
    if (map?.type !== "asset") throw new Error("the bundler made no source map");
    return { code: `${versionLine()}\n${chunk.code}`, map: oneLineLater(String(map.source)) };
  } finally {
    await build.close();
  }
}

/**
 * Its allocator asks the system for large pages: 90 MB more than the bundle needs. It reads
 * that when it is loaded.
 */
async function loadRolldown() {
  const given = process.env.MIMALLOC_ALLOW_THP;
  process.env.MIMALLOC_ALLOW_THP ??= "0";
  const { rolldown } = await import("rolldown");
  if (given === undefined) delete process.env.MIMALLOC_ALLOW_THP;
  return rolldown;
}

/** The filters are the bundler's own: it need not wait for this thread where a file is named by its path. */
function virtualModules({ modules, resolve, scheme }: BundleInput): Plugin {
  const named = [scheme, ...[...modules.keys()].map((name) => new RegExp(`^${escaped(name)}$`))];
  return {
    name: "turnout:modules",
    resolveId: { filter: { id: named }, handler: (id) => (modules.has(id) ? id : resolve(id)) },
    load: {
      filter: { id: named },
      handler: (id) => {
        const code = modules.get(id);
        return code === undefined ? null : { code, moduleType: "ts" };
      },
    },
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** A source map's lines are separated by semicolons. */
function oneLineLater(map: string): string {
  return map.replace('"mappings":"', '"mappings":";');
}

/** Runs after tree-shaking, when the remaining files are known, and before minification. */
function fillPlaceholder(fill: BundleInput["fill"]): Plugin {
  return {
    name: "turnout:about",
    renderChunk(code, chunk) {
      // Asking for the length copies a module's code out of the bundler, so only packages are asked, whose licences count.
      const files = Object.keys(chunk.modules).filter(
        (id) => id.includes("node_modules") && (chunk.modules[id]?.renderedLength ?? 0) > 0,
      );
      // A function, because `$` has a special meaning in a replacement string.
      return { code: lateNames(code.replace(JSON.stringify(PLACEHOLDER), () => fill(files))) };
    },
  };
}

/** `/home/ada/app/node_modules/undici/lib/x.js` and `turnout:routes.ts` without paths of this machine. */
export function portablePath(source: string): string {
  const path = source.replaceAll("\\", "/");
  const packaged = path.lastIndexOf("node_modules/");
  if (packaged !== -1 && !path.startsWith("node_modules/turnout/", packaged)) return path.slice(packaged);
  const virtual = path.lastIndexOf("turnout:");
  if (virtual !== -1) return path.slice(virtual + "turnout:".length);
  const runtime = path.lastIndexOf("runtime/");
  return runtime === -1 ? path.slice(path.lastIndexOf("/") + 1) : path.slice(path.lastIndexOf("/runtime/") + 1);
}
