import { createHash } from "node:crypto";
import type { Ir } from "../ir.ts";
import type { BundledPackage } from "./licences.ts";

/** What `server.mjs --about` prints; `manifest.json` holds the same and the artifact's hash. */
export interface About {
  /** Of the compiler. */
  readonly version: string;
  readonly config: { readonly file: string; readonly sha256: string };
  readonly default_backend: string | null;
  readonly backends: readonly {
    readonly name: string;
    readonly type: string;
    /** null: it contacts nothing. */
    readonly origin: string | null;
  }[];
  readonly environment: readonly {
    readonly name: string;
    readonly at: string;
    readonly purpose: string;
    readonly required: boolean;
  }[];
  readonly features: readonly string[];
  readonly licenses: readonly BundledPackage[];
}

export interface Manifest extends About {
  readonly artifact: { readonly file: string; readonly sha256: string; readonly bytes: number };
}

export function about(ir: Ir, version: string, configHash: string, licenses: readonly BundledPackage[]): About {
  return {
    version,
    config: { file: ir.file, sha256: configHash },
    default_backend: ir.defaultBackend?.name ?? null,
    backends: ir.backends.map(({ backend }) => ({
      name: backend.name,
      type: backend.type,
      origin: backend.kind === "http" ? backend.origin : null,
    })),
    environment: ir.environment.map(({ env, at, purpose, required }) => ({ name: env, at, purpose, required })),
    features: features(ir),
    licenses,
  };
}

export function manifest(facts: About, file: string, artifact: string): Manifest {
  return { ...facts, artifact: { file, sha256: sha256(artifact), bytes: Buffer.byteLength(artifact) } };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What was compiled in, in fixed words. */
function features(ir: Ir): readonly string[] {
  const backends = ir.backends.map(({ backend }) => backend);
  const rotates = backends.some((b) => b.kind === "http" && (b.keys.kind === "numbered" || listed(b.keys) > 1));
  const present: readonly (readonly [string, boolean])[] = [
    ["http-upstream", backends.some((b) => b.kind === "http")],
    ["mock-upstream", backends.some((b) => b.kind === "mock")],
    ["force-model", ir.forceModel !== null],
    ["static-route", ir.staticRoute !== null],
    ["model-aliases", ir.aliases.length > 0],
    ["failover-routes", ir.failoverRoutes.length > 0],
    ["model-lists", ir.backends.some(({ models }) => models.length > 0)],
    ["key-rotation", rotates],
    ["auth", ir.settings.auth.enabled],
  ];
  return present.flatMap(([name, is]) => (is ? [name] : []));
}

function listed(keys: { readonly kind: string; readonly keys?: readonly unknown[] }): number {
  return keys.keys?.length ?? 0;
}
