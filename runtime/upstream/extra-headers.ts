import type { EnvRef, Text } from "../contract.ts";
import type { Env } from "../env/env.ts";
import { refsOf, resolveText } from "../env/text.ts";
import { type MissingVariable, unset } from "../targets/missing-variable.ts";

/** What a backend needs for its extra headers. */
export interface WithHeaders {
  readonly name: string;
  readonly headers: readonly (readonly [name: string, value: Text])[];
}

/** The config's extra headers, alternating names and values; those whose value is empty are left out. */
export function extraHeaders(backend: WithHeaders, env: Env): readonly string[] {
  const headers: string[] = [];
  for (const [name, value] of backend.headers) {
    const text = resolveText(value, env);
    if (text !== "") headers.push(name, checkedHeader(text, `the header ${name} of ${backend.name}`));
  }
  return headers;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.5; the message must not contain the value. */
export function checkedHeader(value: string, what: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new Error(`${what} has characters in it that a header cannot carry.`);
}

export function headerVariables({ headers }: WithHeaders): readonly EnvRef[] {
  return headers.flatMap(([, value]) => refsOf(value));
}

export function missingHeaders({ name: backend, headers }: WithHeaders, env: Env): readonly MissingVariable[] {
  return headers.flatMap(([name, value]) => unset(refsOf(value), env, `header ${name} of backend ${backend}`));
}
