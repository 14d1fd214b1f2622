import type { Overrides } from "../1-load/overrides.ts";
import type { LoadedGateway } from "../dev/load-gateway.ts";
import { printDiagnostics } from "../terminal/print-diagnostics.ts";
import type { ConfigSource, ReadConfig } from "./config-source.ts";
import type { Context } from "./context.ts";
import { runCompiler } from "./run-compiler.ts";

export type DevBuild =
  | ({ readonly kind: "built"; readonly source: ConfigSource } & LoadedGateway)
  /** The mistakes are printed. */
  | { readonly kind: "failed" }
  /** The text is what it was the last time, right or wrong. */
  | { readonly kind: "same" };

export interface DevBuildOptions {
  readonly overrides: Overrides;
  /** As the artifact takes them. */
  readonly flags: readonly string[];
}

/** Makes a gateway of a config that was read, unless it is the one that came before. */
export function devBuilder(context: Context, options: DevBuildOptions): (read: ReadConfig) => Promise<DevBuild> {
  const { terminal, env } = context;
  const { overrides, flags } = options;
  let last: string | null = null;
  return async (read) => {
    const fingerprint = read.ok ? read.source.text : `\0${JSON.stringify(read.diagnostic.args)}`;
    if (fingerprint === last) return { kind: "same" };
    last = fingerprint;
    if (!read.ok) {
      printDiagnostics(terminal, "pretty", [read.diagnostic]);
      return { kind: "failed" };
    }
    const { source } = read;
    const { ok, files } = await runCompiler(context, source, { format: "pretty", overrides, bundle: false });
    const routes = files.find(({ path }) => path === "routes.ts");
    if (!ok || routes === undefined) return { kind: "failed" };
    const [{ loadRoutes }, { loadGateway }] = await Promise.all([
      import("../dev/load-routes.ts"),
      import("../dev/load-gateway.ts"),
    ]);
    const router = await loadRoutes(routes.text);
    return { kind: "built", source, ...(await loadGateway({ router, env, flags })) };
  };
}
