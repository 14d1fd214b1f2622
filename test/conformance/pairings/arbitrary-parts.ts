/** What requests of both protocols are made of. */
import fc from "fast-check";
import type { Json } from "../../support/openai-upstream/rules.ts";

export const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((each) => each.trim() !== "");
export const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,12}$/);
export const imageUrl = fc.oneof(
  fc.webUrl(),
  fc.base64String({ minLength: 4, maxLength: 40 }).map((data) => `data:image/png;base64,${data}`),
);
export const file = fc
  .base64String({ minLength: 4, maxLength: 40 })
  .map((data) => `data:application/pdf;base64,${data}`);

/** Fit for strict mode. */
export const schema = fc.uniqueArray(name, { maxLength: 3 }).map((names) => ({
  type: "object",
  properties: Object.fromEntries(names.map((each) => [each, { type: "string" }])),
  required: names,
  additionalProperties: false,
}));

export const samplings = {
  temperature: fc.double({ min: 0, max: 2, noNaN: true }),
  top_p: fc.double({ min: 0, max: 1, noNaN: true }),
  user: text,
  service_tier: fc.constantFrom("auto", "flex"),
  prompt_cache_key: text,
  safety_identifier: text,
};

type Arbitraries = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Objects that have all of the first members and any of the others. */
export function optional(always: Arbitraries, sometimes: Arbitraries): fc.Arbitrary<Json> {
  return fc.record({ ...always, ...sometimes }, { requiredKeys: Object.keys(always) });
}

let count = 0;
/** Ids that come twice in no run. */
export function unique(prefix: string): string {
  count += 1;
  return `${prefix}${count}`;
}

/** Objects joined, without members that are undefined: as it goes over the wire. */
export function definite(parts: readonly (Json | null)[]): Json {
  return JSON.parse(JSON.stringify(Object.assign({}, ...parts)));
}
