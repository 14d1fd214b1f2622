/** JSON as unusual as the grammar allows: white space anywhere, escapes where none are needed, keys twice. */
import fc from "fast-check";

export interface OddDocument {
  /** Accepted by JSON.parse, an object with a string `model`. */
  readonly text: string;
  /** The text's bytes, cut at random places. */
  readonly pieces: readonly Buffer[];
}

const SPACE = fc.stringMatching(/^[ \t\n\r]{0,3}$/);
const HEX = "0123456789abcdef";

/** A string literal whose characters are escaped or not as `dice` falls. */
function literal(value: string, dice: readonly number[]): string {
  let text = "";
  for (let i = 0; i < value.length; i += 1) {
    const unit = value.charCodeAt(i);
    const plain = JSON.stringify(value.charAt(i)).slice(1, -1);
    const roll = dice.length === 0 ? 0 : (dice[i % dice.length] ?? 0);
    const hex = unit.toString(16).padStart(4, "0");
    const surrogate = unit >= 0xd800 && unit <= 0xdfff;
    if (roll === 1) text += `\\u${hex}`;
    else if (roll === 2) text += `\\u${hex.toUpperCase()}`;
    else if (roll === 3 && value.charAt(i) === "/") text += "\\/";
    else text += surrogate ? value.charAt(i) : plain;
  }
  return `"${text}"`;
}

const dice = fc.oneof(
  { weight: 3, arbitrary: fc.constant<number[]>([]) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 }) },
);

/** Values that look like what a scanner searches for. */
const traps = fc.constantFrom<unknown>(
  '"model":"left:trap"',
  '\\"model\\": \\"left:trap\\"',
  "\\",
  '"',
  '\\"',
  '{"model":"left:trap"}',
  { model: "left:trap" },
  [{ model: "left:trap", temperature: 2 }],
  { deep: { model: null, temperature: [] } },
  "}",
  "]",
  ",",
  "\u2028\ud83d\ude00é",
  0,
  -1.5e300,
  true,
  null,
  [],
  {},
  "",
);

const value: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(traps, fc.jsonValue({ maxDepth: 4 })), fc.boolean())
  .map(([data, indented]) => JSON.stringify(data, null, indented ? 1 : 0));

const otherKey = fc.constantFrom(
  "messages",
  "Model",
  "model ",
  "models",
  "mode",
  "",
  '"model"',
  "model\\",
  "temperature",
  "max_tokens",
  "__proto__",
  "constructor",
  "metadata",
  "é",
  "x".repeat(70),
);

/** `models` are the values that the top-level `model` may have. */
export function oddDocuments(models: fc.Arbitrary<string>): fc.Arbitrary<OddDocument> {
  const member = fc.tuple(otherKey, dice, value).map(([key, roll, text]) => [literal(key, roll), text] as const);
  const named = fc
    .tuple(dice, models, dice)
    .map(([keyRoll, model, roll]) => [literal("model", keyRoll), literal(model, roll)] as const);
  const padding = fc.constantFrom("", "pad", 'p"a"d\\', '"model":"left:trap",').map((unit) => {
    return ['"padding"', JSON.stringify(unit.repeat(unit === "" ? 0 : Math.ceil(12_000 / unit.length)))] as const;
  });
  const members = fc
    .tuple(fc.array(member, { maxLength: 6 }), fc.array(named, { minLength: 1, maxLength: 2 }), padding, fc.boolean())
    .chain(([others, names, pad, twice]) => {
      const all = [...others, ...(twice ? names : names.slice(0, 1)), pad];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    });
  return fc
    .tuple(members, fc.array(SPACE, { minLength: 5, maxLength: 5 }), fc.array(fc.nat(20_000), { maxLength: 6 }))
    .map(([pairs, spaces, cuts]) => {
      const [a = "", b = "", c = "", d = "", e = ""] = spaces;
      const text = `${a}{${b}${pairs.map(([key, data]) => `${key}${c}:${d}${data}`).join(`${e},${b}`)}${c}}${d}`;
      return { text, pieces: cutAt(Buffer.from(text), cuts) };
    });
}

/** The bytes in pieces; places beyond the end wrap round. */
export function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = places.map((place) => place % bytes.length).sort((a, b) => a - b);
  const pieces: Buffer[] = [];
  let from = 0;
  for (const place of sorted) {
    if (place > from) pieces.push(bytes.subarray(from, place));
    from = Math.max(from, place);
  }
  pieces.push(bytes.subarray(from));
  return pieces;
}

/** `count` levels of arrays in objects. */
export function nested(count: number): string {
  return '{"a":['.repeat(count / 2) + "]}".repeat(count / 2);
}

/** Each UTF-16 unit of the text as an escape. */
export function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, i) => {
    const unit = text.charCodeAt(i);
    return `\\u${[12, 8, 4, 0].map((shift) => HEX.charAt((unit >> shift) & 15)).join("")}`;
  }).join("");
}
