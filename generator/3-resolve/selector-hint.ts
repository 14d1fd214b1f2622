import { ANNOTATION_NAMES } from "../../runtime/selector/annotations.ts";
import { FAILURE_KINDS } from "../../runtime/selector/failure-kinds.ts";
import type { SelectorError } from "../../runtime/selector/selector.ts";
import { didYouMean, listed } from "../diagnostics/suggest.ts";

type Hint = (found: RegExpExecArray, wrong: Wrong) => string;

interface Wrong {
  readonly text: string;
  /** What the error points at. */
  readonly part: string;
  readonly before: string;
  readonly behind: string;
}

const ANYTHING =
  "Write `backend:model`, a bare `model`, or several of them joined by one of `|`, `^` and `!`: `openai:gpt-4o|groq:llama-3.3-70b-versatile`.";

/** What the parser says, and how to put it right. The parser itself has no fixes, because it is part of each artifact. */
const HINTS: readonly (readonly [message: RegExp, hint: Hint])[] = [
  [/at most \d+ characters/, () => "Shorten it, or make a failover route of its targets."],
  [/control characters/, (_, { text }) => `Write it on one line and in quotes: \`"${oneLine(text)}"\`.`],
  [/string is empty/, () => "Write `backend:model` or a bare `model`, or remove it."],
  [/operator with no model/, (_, { text }) => `Write a model beside it, or remove it: \`${withoutBlank(text)}\`.`],
  [/never closed/, (_, { text }) => `Close it with \`]\` before the model: \`${closed(text)}\`.`],
  [/no model behind the annotations/, (_, { part }) => `Write the model behind it: \`${part.trim()}openai:gpt-4o\`.`],
  [/directly, without white space/, (_, { before, behind }) => `Remove the space: \`${before}${behind.trimStart()}\`.`],
  [/must stand at the start of its branch/, (_, wrong) => `Write \`${moved(wrong)}\`.`],
  [
    /backend before the colon is empty/,
    (_, { text }) => `Write a backend before the colon, or \`${bare(text)}\` alone.`,
  ],
  [
    /instance behind the dot is empty/,
    (_, { text }) => `Write \`${text.replace(/\.\s*:/, ":")}\`, or the number of a key behind the dot.`,
  ],
  [/The model is empty/, (_, { part }) => `Write a model: \`${modelled(part)}\`.`],
  [
    /cannot mix "(.)" and "(.)"/,
    ([, first], { text }) =>
      withBackups(text) ??
      `Join all of them by \`${first}\`, or put some of them into a failover route, whose name can be one branch of a group.`,
  ],
  [/at most (\d+) branches/, ([, most]) => `Leave no more than ${most}.`],
  [
    /annotation is empty/,
    (_, { part, text }) => `Remove the comma or the brackets: \`${text.replace(part, filled(part))}\`.`,
  ],
  [
    /no annotation "(.*)"; there are/s,
    ([, name = ""], { before }) =>
      joinedKinds(name, before) ??
      didYouMean(name, ANNOTATION_NAMES, `Remove it; there are ${listed(ANNOTATION_NAMES, "and")}.`),
  ],
  [/stands twice/, () => "Remove one of the two."],
  [/is not right: write \[on=/, (_, { part }) => knownKinds(part)],
  [
    /is not right: write \[(\w+)(=)?/,
    ([, name, value]) => `Write it like \`${name}${value === undefined ? "" : "=1"}\`.`,
  ],
  [/belongs only into a group joined by "(.)"/, ([, operator]) => `Remove it, or join the targets by \`${operator}\`.`],
  [/"on" needs "backup" beside it/, (_, { part }) => `Write \`backup\` too: \`[backup]${part.trim()}\`.`],
  [/has neither "weight" nor "first"/, (_, { part }) => `Write \`${onlyBackup(part)}\`.`],
  [/needs a branch without "backup"/, (_, { part }) => `Remove \`backup\` from a branch: \`${notBackup(part)}\`.`],
  [/"on" needs a model before its own/, () => "Remove `on` from the first branch, or put another one before it."],
  [/Only one branch of a group can be the first/, () => "Remove `first` from this branch."],
];

/** How to correct a model string that the parser refuses. */
export function selectorHint(text: string, { message, offset, length }: SelectorError): string {
  const [before, behind] = [text.slice(0, offset), text.slice(offset + length)];
  const wrong = { text, part: text.slice(offset, offset + length), before, behind };
  for (const [pattern, hint] of HINTS) {
    const found = pattern.exec(message);
    if (found !== null) return hint(found, wrong);
  }
  return ANYTHING;
}

/** `A^B|C`: a weighted group, and what follows if all of it fails. */
function withBackups(text: string): string | null {
  const [drawn = "", ...behind] = text.split("|");
  if (!drawn.includes("^") || behind.length === 0 || /[\^!]/.test(behind.join("")) || drawn.includes("!")) return null;
  const written = [drawn.trim(), ...behind.map((branch) => `[backup]${branch.trim()}`)].join("^");
  return `Write \`[backup]\` before what follows if the others fail: \`${written}\`.`;
}

function onlyBackup(part: string): string {
  const on = /on\s*=\s*[\w+]+/i.exec(part)?.[0];
  const window = /max_context\s*=\s*\d+/i.exec(part)?.[0];
  return `[${["backup", window, on].filter((each) => each !== undefined).join(",")}]${withoutBlocks(part)}`;
}

function notBackup(part: string): string {
  return part.replace(/\[\s*backup\s*\]/i, "").replace(/\bbackup\s*,\s*|,\s*backup\b/i, "");
}

function withoutBlocks(part: string): string {
  return part.trim().replace(/^(?:\[[^\]]*\])+/, "");
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}

function withoutBlank(text: string): string {
  const operator = /[|^!]/.exec(text)?.[0] ?? "|";
  const present = text.split(operator).filter((branch) => branch.trim() !== "");
  return present.length === 0 ? "openai:gpt-4o" : present.join(operator);
}

function closed(text: string): string {
  return text.replace(/\[([\w=.,\s]*?)(?=$|[^\w=.,\s\]])/, (whole, inside: string) => {
    const value = /^\s*\w+\s*=\s*[\d.]+/.exec(inside)?.[0] ?? inside;
    return `[${value}]${whole.slice(1 + value.length)}`;
  });
}

function moved({ before, part, behind }: Wrong): string {
  const start = Math.max(before.lastIndexOf("|"), before.lastIndexOf("^"), before.lastIndexOf("!")) + 1;
  return `${before.slice(0, start)}${part}${before.slice(start).trimStart()}${behind}`;
}

function bare(text: string): string {
  return text.replace(/(^|[|^!\]])\s*:/g, "$1");
}

function modelled(part: string): string {
  const backend = part.replace(/[:?].*$/s, "").trim();
  return backend === "" ? "openai:gpt-4o" : `${backend}:gpt-4o`;
}

function filled(part: string): string {
  const inside = part
    .slice(1, -1)
    .split(",")
    .filter((entry) => entry.trim() !== "")
    .join(",");
  return inside === "" && part.startsWith("[") && part.endsWith("]")
    ? ""
    : `${part.charAt(0) === "[" ? "[" : ""}${inside}${part.endsWith("]") ? "]" : ""}`;
}

/** `[on=context,timeout]`: a comma ends an annotation. */
function joinedKinds(name: string, before: string): string | null {
  const started = /\[(?:[^\]]*,)?\s*on\s*=\s*([\w+]+)\s*,\s*$/.exec(before)?.[1];
  const isKind = FAILURE_KINDS.some((kind) => kind === name);
  return started !== undefined && isKind ? `Join kinds of failure by \`+\`: \`[on=${started}+${name}]\`.` : null;
}

function knownKinds(part: string): string {
  const words = part
    .replace(/^[^=]*=?/, "")
    .split("+")
    .map((word) => word.trim());
  const wrong = words.find((word) => !FAILURE_KINDS.some((kind) => kind === word.toLowerCase())) ?? "";
  const all = `The kinds are ${listed(FAILURE_KINDS, "and")}; several are joined by \`+\`.`;
  return didYouMean(wrong, FAILURE_KINDS, all);
}
