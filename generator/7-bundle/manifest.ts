import { createHash } from "node:crypto";
import type { Ir } from "../ir.ts";
import { factsOf } from "../kinds/kinds.ts";
import { features } from "./features.ts";
import type { BundledPackage } from "./licences.ts";
import type { PartsOf } from "./parts.ts";

/** What `server.mjs --about` prints; `manifest.json` holds the same and the artifact's hash. */
export interface About {
  /** Of the compiler. */
  readonly version: string;
  readonly config: { readonly file: string; readonly sha256: string };
  readonly default_backend: string | null;
  readonly backends: readonly {
    readonly name: string;
    readonly type: string;
    /** Its protocols: `chat`, `responses`. */
    readonly protocols: readonly string[];
    /** `${OLLAMA_URL}/v1` if it depends on the environment; null: it contacts no upstream. */
    readonly origin: string | null;
    /** All that such a URL may lead to, as origins or patterns of them; only for backends that have one. */
    readonly origins?: readonly string[];
    /** Where a login is refreshed; only for backends that have one. */
    readonly refresh_origin?: string;
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

export interface AboutInput {
  readonly ir: Ir;
  readonly version: string;
  readonly configHash: string;
  readonly parts: PartsOf;
  readonly licenses: readonly BundledPackage[];
}

export function about({ ir, version, configHash, parts, licenses }: AboutInput): About {
  return {
    version,
    config: { file: ir.file, sha256: configHash },
    default_backend: ir.defaultBackend?.name ?? null,
    backends: ir.backends.map(({ backend }) => {
      const { origin, origins, refreshOrigin } = factsOf(backend);
      const { name, type, protocols } = backend;
      const places = origins === undefined ? { origin } : { origin, origins };
      return { name, type, protocols, ...places, ...(refreshOrigin === null ? {} : { refresh_origin: refreshOrigin }) };
    }),
    environment: ir.environment.map(({ env, at, purpose, required }) => ({ name: env, at, purpose, required })),
    features: features(ir, parts),
    licenses,
  };
}

export function manifest(facts: About, file: string, artifact: string): Manifest {
  return { ...facts, artifact: { file, sha256: sha256(artifact), bytes: Buffer.byteLength(artifact) } };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
