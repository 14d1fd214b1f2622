import { PRESETS } from "../3-resolve/presets.ts";
import type { ConfigSource } from "./config-source.ts";

/** A config of every backend type whose key is in the environment; of the offline mock where there is none. */
export function builtInConfig(env: Readonly<Record<string, string | undefined>>): ConfigSource {
  const found = Object.entries(PRESETS).flatMap(([type, { baseUrl, key }]) =>
    baseUrl !== null && key !== null && env[key]?.trim() ? [{ type, key }] : [],
  );
  const types = found.length > 0 ? found.map(({ type }) => type) : ["mock"];
  const note =
    found.length > 0
      ? `no config.yaml here: using ${found.map(({ type, key }) => `${type} (${key})`).join(", ")}`
      : "no config.yaml here and no backend's key in the environment: answering from the built-in mock";
  const lines = ["backends:", ...types.map((type) => `  ${type}: { type: ${type} }`), `default_backend: ${types[0]}`];
  return { file: "built-in.yaml", text: `${lines.join("\n")}\n`, note };
}
