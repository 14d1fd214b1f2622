import { parseArgs } from "node:util";

/** The artifact's command line, not yet validated against the compiled config. */
export interface Flags {
  readonly port?: string;
  readonly host?: string;
  readonly workers?: string;
  readonly "default-backend"?: string;
  readonly "force-model"?: string;
  readonly "static-route"?: string;
  readonly "capture-file"?: string;
  readonly "log-level"?: string;
  readonly "http-parser"?: string;
  readonly "disable-failure-handling"?: boolean;
  readonly "check-env"?: boolean;
  readonly about?: boolean;
  readonly version?: boolean;
  readonly help?: boolean;
}

export type ParsedFlags =
  | { readonly ok: true; readonly flags: Flags }
  | { readonly ok: false; readonly message: string };

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  workers: { type: "string" },
  "default-backend": { type: "string" },
  "force-model": { type: "string" },
  "static-route": { type: "string" },
  "capture-file": { type: "string" },
  "log-level": { type: "string" },
  "http-parser": { type: "string" },
  "disable-failure-handling": { type: "boolean" },
  "check-env": { type: "boolean" },
  about: { type: "boolean" },
  version: { type: "boolean", short: "v" },
  help: { type: "boolean", short: "h" },
} as const;

export function parseFlags(argv: readonly string[]): ParsedFlags {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false });
    return { ok: true, flags: values };
  } catch (error) {
    // Node's message continues with advice about `--` that does not apply here.
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, message: message.split(/\. |\.?\n/, 1)[0] ?? message };
  }
}
