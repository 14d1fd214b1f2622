import type { HttpBackend } from "../contract/http-backend.ts";
import type { EnvRef } from "../contract/text.ts";
import { type Env, envValue } from "../env/env.ts";
import { refsOf, resolveText } from "../env/text.ts";
import { type MissingVariable, unset } from "../targets/missing-variable.ts";
import { forwardsOf } from "./forwards-of.ts";

/** What a backend needs for its extra headers. */
export type WithHeaders = Pick<HttpBackend, "name" | "headers" | "forwardHeaders">;

/** Servers behind a firewall often refuse requests that do not say what sends them, or that a browser seems to send. */
const USER_AGENT = ["user-agent", "turnout"];

/** The headers of every request apart from credentials: the config's, and what names the sender if those do not. */
export function ownHeaders(backend: WithHeaders, env: Env): readonly string[] {
  const named = backend.headers.some(([name]) => name === "user-agent") || forwardsOf(backend)?.("user-agent") === true;
  return named ? extraHeaders(backend, env) : [...USER_AGENT, ...extraHeaders(backend, env)];
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

/** The values of the variables in its headers. */
export function secretsInHeaders(backend: WithHeaders, env: Env): readonly string[] {
  return headerVariables(backend)
    .map((ref) => envValue(env, ref.env))
    .filter((value) => value !== null);
}

export function headerVariables({ headers }: WithHeaders): readonly EnvRef[] {
  return headers.flatMap(([, value]) => refsOf(value));
}

export function missingHeaders({ name: backend, headers }: WithHeaders, env: Env): readonly MissingVariable[] {
  return headers.flatMap(([name, value]) => unset(refsOf(value), env, `header ${name} of backend ${backend}`));
}
