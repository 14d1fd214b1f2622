import type { EnvRef, Text } from "../contract/text.ts";
import { type Env, envValue } from "./env.ts";

/** Replaces the environment variables in a text; an unset one by nothing. */
export function resolveText(text: Text, env: Env): string {
  if (typeof text === "string") return text;
  return text.map((piece) => (typeof piece === "string" ? piece : (envValue(env, piece.env) ?? ""))).join("");
}

/** The variables that a text uses. */
export function refsOf(text: Text): readonly EnvRef[] {
  return typeof text === "string" ? [] : text.filter((piece) => typeof piece !== "string");
}
