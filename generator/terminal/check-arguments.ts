import { parseArgs } from "node:util";
import type { ArgsDef } from "citty";
import { didYouMean, listed } from "../diagnostics/suggest.ts";
import { UsageError } from "./usage-error.ts";

const EVERYWHERE = ["help"];

/**
 * citty accepts every flag, but a misspelled flag has to be an error.
 * Returns every value of every flag, in order.
 */
export function checkArguments(
  rawArgs: readonly string[],
  args: ArgsDef,
  variadic: boolean,
): ReadonlyMap<string, readonly string[]> {
  const flags = Object.entries(args).filter(([, { type }]) => type !== "positional");
  const { tokens } = parseArgs({
    args: [...rawArgs],
    options: Object.fromEntries(
      flags.map(([name, { type }]) => [
        name,
        { type: type === "boolean" ? ("boolean" as const) : ("string" as const) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional" && token.value === "") throw new UsageError("An argument is empty.");
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const definition = rawName.startsWith("--") ? args[name] : undefined;
    if (definition === undefined || definition.type === "positional") throw unknownFlag(rawName, flags);
    if (definition.type === "boolean") {
      if (value !== undefined) throw new UsageError(`\`${rawName}\` takes no value.`);
      continue;
    }
    if (value === undefined || value === "" || (!token.inlineValue && /^--[a-z]/.test(value))) {
      throw new UsageError(`\`${rawName}\` needs a value: \`${rawName} ${hint(definition.valueHint, name)}\`.`);
    }
    if (definition.type === "enum" && definition.options !== undefined && !definition.options.includes(value)) {
      const near = didYouMean(value, definition.options, `It takes ${listed(definition.options, "or")}.`);
      throw new UsageError(`\`${rawName}\` does not take \`${value}\`. ${near}`);
    }
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  checkPositionals(positionals, args, variadic);
  return values;
}

function checkPositionals(positionals: readonly string[], args: ArgsDef, variadic: boolean): void {
  const places = Object.entries(args).filter(([, { type }]) => type === "positional");
  const missing = places[positionals.length];
  if (missing !== undefined && missing[1].required !== false) {
    throw new UsageError(`${missing[0].toUpperCase()} is missing${describe(missing[1].description)}.`);
  }
  const extra = positionals[places.length];
  if (extra !== undefined && !variadic) throw new UsageError(`\`${extra}\` is one argument too many.`);
}

function unknownFlag(rawName: string, flags: readonly (readonly [string, unknown])[]): UsageError {
  const known = [...flags.map(([name]) => `--${name}`), ...EVERYWHERE.map((name) => `--${name}`)];
  return new UsageError(
    `There is no flag \`${rawName}\` here. ${didYouMean(rawName, known, `There are ${listed(known, "and")}.`)}`,
  );
}

function hint(valueHint: string | undefined, name: string): string {
  return valueHint ?? name.toUpperCase();
}

function describe(description: string | undefined): string {
  return description === undefined
    ? ""
    : `: ${description.charAt(0).toLowerCase()}${description.slice(1).replace(/\.$/, "")}`;
}
