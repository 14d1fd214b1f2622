import type { ContractType, Helper, HelperText } from "./helper.ts";

/**
 * The functions that make one target. A config without rules gets them without: `rest` and `matched` run on the request
 * path, where even a value that is always null has to be handed on.
 */
export function targetHelpers(rules: boolean): Record<Extract<Helper, "to" | "rest" | "matched">, HelperText> {
  const types: readonly ContractType[] = rules ? ["Rules"] : [];
  const parts = rules ? "params, at, rules" : "params, at";
  return {
    to: {
      types: ["Backend", "Params", "Target", ...types],
      text: rules ? TO_WITH_RULES : TO,
    },
    rest: {
      types: ["Target"],
      text: `/** What follows the first \`from\` characters of a name goes behind the model of \`place\`. */
function rest(from: number, { backend, instance, model, ${parts} }: Target): (name: string) => Target {
  return (name) => to(backend, instance, model + name.slice(from), ${parts});
}`,
    },
    matched: {
      types: ["Target"],
      text: `/** The model is made of texts and of groups of the match; one that took no part in it is empty. */
function matched(
  pattern: Pick<RegExp, "exec">,
  { backend, instance, ${parts} }: Target,
  pieces: readonly (string | number)[],
): (name: string) => Target | undefined {
  return (name) => {
    const match = pattern.exec(name);
    if (match === null) return undefined;
    let model = "";
    for (const piece of pieces) model += typeof piece === "string" ? piece : (match[piece] ?? "");
    return to(backend, instance, model, ${parts});
  };
}`,
    },
  };
}

const TO = `/** One place to send a request to; without a backend, the default one. */
function to(backend: Backend | null, instance: number | null, model: string, params: Params | null, at: string): Target {
  return { kind: "target", backend, instance, model, params, rules: null, at };
}`;

const TO_WITH_RULES = `/** One place to send a request to; without a backend, the default one. */
function to(
  backend: Backend | null,
  instance: number | null,
  model: string,
  params: Params | null,
  at: string,
  rules: Rules | null = null,
): Target {
  return { kind: "target", backend, instance, model, params, rules, at };
}`;
