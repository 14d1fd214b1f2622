import type { Settings } from "../../contract/settings.ts";
import type { Env } from "../../env/env.ts";
import type { Artifact } from "../artifact.ts";
import { checkReport } from "./check-report.ts";
import { parseFlags } from "./flags.ts";
import { helpText } from "./help.ts";
import { applyFlags } from "./settings.ts";

/** What the command line asks the artifact to do. */
export type Command =
  | { readonly kind: "print"; readonly text: string; readonly code: 0 | 1 }
  | { readonly kind: "wrong-usage"; readonly message: string }
  | { readonly kind: "serve"; readonly settings: Settings };

export function commandOf(
  { router, drivers, about, openCapture, createRace, startInWorkers }: Artifact,
  argv: readonly string[],
  env: Env,
): Command {
  const parsed = parseFlags(argv);
  if (!parsed.ok) return { kind: "wrong-usage", message: `${parsed.message}. --help lists the flags.` };
  const { flags } = parsed;
  const canCapture = openCapture !== undefined;
  if (flags.help) return print(helpText(router, { canCapture }));
  if (flags.version) return print(`${String(about.version)}\n`);
  if (flags.about) return print(`${JSON.stringify(about, null, 2)}\n`);
  const applied = applyFlags(router, flags, env, {
    canCapture,
    canRace: createRace !== undefined,
    canWork: startInWorkers !== undefined,
  });
  if (!applied.ok) return { kind: "wrong-usage", message: applied.problems.join("\n") };
  if (!flags["check-env"]) return { kind: "serve", settings: applied.settings };

  return checkReport(router, drivers, env, Date.now());
}

function print(text: string): Command {
  return { kind: "print", text, code: 0 };
}
