import type { EnvRef, Text } from "../contract.ts";
import { type Env, envValue } from "./env.ts";

/** Fills the environment into a text; an unset variable leaves nothing. */
export function textOf(text: Text, env: Env): string {
  if (typeof text === "string") return text;
  return text.map((piece) => (typeof piece === "string" ? piece : (envValue(env, piece.env) ?? ""))).join("");
}

/** The variables that a text asks for. */
export function refsOf(text: Text): readonly EnvRef[] {
  return typeof text === "string" ? [] : text.filter((piece) => typeof piece !== "string");
}
