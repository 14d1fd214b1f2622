import { dirname, resolve } from "node:path";
import type { Overrides } from "../1-load/overrides.ts";
import type { LoadedGateway } from "../dev/load-gateway.ts";
import { type ReadBeside, readerIn } from "../files/read-beside.ts";
import { printDiagnostics } from "../terminal/print-diagnostics.ts";
import type { Context } from "./context.ts";
import type { ConfigSource, ReadConfig } from "./read-config.ts";
import { runCompiler } from "./run-compiler.ts";

export type DevBuild =
  | ({ readonly kind: "built"; readonly source: ConfigSource } & LoadedGateway)
  /** The mistakes have been printed. */
  | { readonly kind: "failed" }
  /** The config and the files that it names are unchanged since the last build, whether that succeeded or not. */
  | { readonly kind: "same" };

export interface DevBuildOptions {
  readonly overrides: Overrides;
  /** As the artifact takes them. */
  readonly flags: readonly string[];
  /** Called after each build with the files beside the config that it reads, including those that are missing. */
  readonly watch: (paths: readonly string[]) => void;
}

/** Makes a gateway from a config, unless nothing has changed. */
export function devBuilder(context: Context, options: DevBuildOptions): (read: ReadConfig) => Promise<DevBuild> {
  const { terminal, env } = context;
  const { overrides, flags, watch } = options;
  let last: string | null = null;
  let named: readonly string[] = [];
  return async (read) => {
    const folder = read.ok ? dirname(resolve(context.cwd, read.source.file)) : context.cwd;
    const readBeside = readerIn(folder);
    const written = read.ok ? read.source.text : `\0${JSON.stringify(read.diagnostic.args)}`;
    if (JSON.stringify([written, named.map((path) => [path, readBeside(path)])]) === last) return { kind: "same" };
    named = [];
    last = JSON.stringify([written, []]);
    if (!read.ok) {
      printDiagnostics(terminal, "pretty", [read.diagnostic]);
      return { kind: "failed" };
    }
    const { source } = read;
    const beside = new Map<string, ReturnType<ReadBeside>>();
    const recording: ReadBeside = (path) => {
      const text = beside.get(path) ?? readBeside(path);
      beside.set(path, text);
      return text;
    };
    const result = await runCompiler(context, source, {
      format: "pretty",
      overrides,
      bundle: false,
      readBeside: recording,
    });
    named = [...beside.keys()];
    last = JSON.stringify([written, [...beside]]);
    watch(named.map((path) => resolve(folder, path)));
    const routes = result.files.find(({ path }) => path === "routes.ts");
    if (!result.ok || routes === undefined) return { kind: "failed" };
    const [{ loadRoutes }, { loadGateway }] = await Promise.all([
      import("../dev/load-routes.ts"),
      import("../dev/load-gateway.ts"),
    ]);
    const router = await loadRoutes(routes.text);
    return { kind: "built", source, ...(await loadGateway({ router, env, flags })) };
  };
}
