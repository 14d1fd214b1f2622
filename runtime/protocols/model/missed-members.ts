import type { Extras } from "./extras.ts";

/**
 * The names of members that a protocol of another family lacks, for a warning each. Those whose value asks for nothing are
 * left out without one: many clients send `"stream": false`, null, or empty lists.
 */
export function missedMembers({ members }: Extras): readonly string[] {
  return Object.keys(members).filter((name) => asksForSomething(members[name]));
}

function asksForSomething(value: unknown): boolean {
  if (typeof value === "object") return value !== null && Object.keys(value).length > 0;
  return value !== undefined && value !== false && value !== "";
}
