/** The arguments that several commands share, described once. */
import type { DiagnosticFormat } from "../terminal/print-diagnostics.ts";

export const CONFIG_ARGUMENT = {
  config: { type: "positional", required: false, description: "The config (default: config.yaml)." },
} as const;

export const FORMAT_ARGUMENT = {
  format: {
    type: "enum",
    options: ["pretty", "json", "github"] as DiagnosticFormat[],
    default: "pretty",
    description: "How diagnostics look: for people, for programs, as annotations of GitHub Actions.",
  },
} as const;

export const OVERRIDE_ARGUMENTS = {
  "default-backend": { type: "string", valueHint: "BACKEND", description: "In place of the config's default_backend." },
  "force-model": { type: "string", valueHint: "MODEL", description: "In place of the config's force_model." },
  "static-route": { type: "string", valueHint: "MODEL", description: "In place of the config's static_route." },
  "model-alias": {
    type: "string",
    valueHint: "PATTERN=REPLACEMENT",
    description: "An alias rule; may be repeated; together they replace the config's model_aliases.",
  },
} as const;

export const FORMAT_NOTES = [
  "`--format pretty` writes to stderr, `json` and `github` to stdout. MODEL_ALIASES in the environment may hold a",
  "JSON list of {pattern, replacement}: it replaces the config's model_aliases, and `--model-alias` replaces both.",
  "Exit code: 0 all is well, 1 the config is wrong, 2 wrong usage.",
].join("\n");
