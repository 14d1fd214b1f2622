import { type AliasList, aliasesFromEnv, aliasFromFlag, type Overrides } from "../1-load/overrides.ts";
import { UsageError } from "../terminal/usage-error.ts";

const EXAMPLE = `MODEL_ALIASES='[{"pattern": "^fast$", "replacement": "openai:gpt-4o-mini"}]'`;

/**
 * What the command line and `MODEL_ALIASES` put in place of the config's keys. Only their form is looked at: whether
 * a backend exists is for the compiler to say.
 * @param all every value of a flag, in order
 */
export function readOverrides(
  all: (flag: string) => readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Overrides {
  const defaultBackend = all("default-backend").at(-1);
  const forceModel = all("force-model").at(-1);
  const staticRoute = all("static-route").at(-1);
  const modelAliases = aliasList(all("model-alias"), env.MODEL_ALIASES?.trim());
  return {
    ...(defaultBackend !== undefined && { defaultBackend }),
    ...(forceModel !== undefined && { forceModel }),
    ...(staticRoute !== undefined && { staticRoute }),
    ...(modelAliases !== null && { modelAliases }),
  };
}

function aliasList(flags: readonly string[], variable: string | undefined): AliasList | null {
  if (flags.length > 0) return { source: "--model-alias", rules: flags.map(ruleOf) };
  if (!variable) return null;
  const rules = aliasesFromEnv(variable);
  if (rules === null) {
    throw new UsageError(`MODEL_ALIASES is not a JSON list of {"pattern", "replacement"}: write ${EXAMPLE}.`);
  }
  return { source: "MODEL_ALIASES", rules };
}

function ruleOf(text: string) {
  const rule = aliasFromFlag(text);
  if (rule === null) {
    throw new UsageError(
      `\`--model-alias\` takes PATTERN=REPLACEMENT, such as '^fast$=openai:gpt-4o-mini', not \`${text}\`.`,
    );
  }
  return rule;
}
