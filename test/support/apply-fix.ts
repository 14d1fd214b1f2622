import type { Span } from "../../generator/document.ts";

/** Configs in which a fix was applied, in each way in which a reader may take it. */
export function candidatesOf(text: string, span: Span, fix: string): readonly string[] {
  const body = text.replace(/^\uFEFF/, "");
  const words = [...[...fix.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word), ...numbersIn(fix)];
  const places = placesAt(body, span);
  const removed = /\b(?:[Rr]emove|[Ll]eave|shorten)\b/.test(fix) ? removalsAt(body, span) : [];
  return [
    ...words.flatMap((word) => places.flatMap((place) => written(word, place).map((piece) => put(body, place, piece)))),
    ...words.flatMap((word) => atTop(body, word)),
    ...words.flatMap((word) => besideTheLine(body, span, word)),
    ...removed,
  ];
}

/** "Write a number from 0 to 2.", "Write a whole number." */
function numbersIn(fix: string): readonly string[] {
  if (!/^Write a (?:whole )?number/.test(fix)) return [];
  return [/from (-?[\d.]+?)(?= |\.?$)/.exec(fix)?.[1] ?? "1"];
}

interface Place {
  readonly from: number;
  readonly to: number;
}

function put(text: string, { from, to }: Place, piece: string): string {
  return text.slice(0, from) + piece + text.slice(to);
}

/** What the finding points at, and the key, the value, the quoted text and the entry around it. */
function placesAt(text: string, { offset, length }: Span): readonly Place[] {
  const end = offset + length;
  const places: Place[] = [{ from: offset, to: end }];
  const lineFrom = text.lastIndexOf("\n", offset - 1) + 1;
  const lineEnd = (text.indexOf("\n", end) + 1 || text.length + 1) - 1;
  const line = text.slice(lineFrom, lineEnd);
  for (const { index, 0: token } of line.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,{}[\]:][^\s,{}[\]]*/g)) {
    const [from, to] = [lineFrom + index, lineFrom + index + token.length];
    if (from <= offset && to >= end) places.push({ from, to });
  }
  const parameter = /^\w+=[^&"'|^!]*/.exec(text.slice(offset, end))?.[0];
  if (parameter !== undefined)
    places.push({ from: offset + parameter.indexOf("=") + 1, to: offset + parameter.length });
  const bare = /^\w+$/.exec(text.slice(offset, end))?.[0];
  if (bare !== undefined && parameter === undefined) places.push({ from: end, to: end });
  const value = /^["']?[\w.*-]+["']?:\s*(.*?)(?=\s*(?:,\s*["']?[\w-]+["']?:|[}\]]*\s*$))/.exec(
    text.slice(offset, lineEnd),
  );
  if (value !== null) places.push({ from: offset, to: offset + value[0].length });
  if (value !== null)
    places.push({ from: offset + value[0].length - (value[1] ?? "").length, to: offset + value[0].length });
  const before = /(["']?[\w.*-]+["']?:\s*)$/.exec(text.slice(lineFrom, offset));
  if (before !== null) places.push({ from: offset - (before[1] ?? "").length, to: end });
  return places;
}

/** The word as it is, and in quotes; quotes of the place stay. */
function written(word: string, _place: Place): readonly string[] {
  return [word, `'${word.replaceAll("'", "''")}'`, `=${word}`];
}

function atTop(text: string, word: string): readonly string[] {
  if (!/^\w+: /.test(word)) return [];
  const [key = ""] = word.split(":", 1);
  const without = text.replace(new RegExp(`^${key}:.*(?:\n[ -].*)*\n?`, "m"), "");
  const section = /^(\w+): (\d+)$/.exec(word);
  const nested = section === null ? [] : [nestedInFailure(text, word, section[1] ?? "")];
  return [`${without.replace(/\n*$/, "\n")}${word}\n`, ...nested];
}

/** `max_failover_hops: 7` under `failure_handling`. */
function nestedInFailure(text: string, word: string, key: string): string {
  if (!/^failure_handling:/m.test(text)) return `${text.replace(/\n*$/, "\n")}failure_handling: { ${word} }\n`;
  const replaced = text.replace(new RegExp(`\\b${key}: \\d+`), word);
  return replaced === text ? text.replace(/^failure_handling: \{/m, `failure_handling: { ${word},`) : replaced;
}

/** A key that belongs into the mapping that the finding points into. */
function besideTheLine(text: string, { offset }: Span, word: string): readonly string[] {
  if (!/^\w+:/.test(word)) return [];
  const open = text.indexOf("{", offset);
  return open === -1 ? [] : [`${text.slice(0, open + 1)} ${word},${text.slice(open + 1)}`];
}

/** Without what the finding points at: the item of a list, the entry of a mapping, the whole line. */
function removalsAt(text: string, span: Span): readonly string[] {
  const lineFrom = text.lastIndexOf("\n", span.offset - 1) + 1;
  const lineEnd = text.indexOf("\n", span.offset) + 1 || text.length;
  const block = /^(?:[ \t]*).*\n(?:(?:[ \t]*\n)|(?:[ \t]+.*\n?))*/.exec(text.slice(lineFrom))?.[0] ?? "";
  const top = text.lastIndexOf("\n", text.slice(0, lineEnd).search(/\n[^\s#-][^\n]*\n?(?:[\s#-][^\n]*\n?)*$/)) + 1;
  return [
    ...placesAt(text, span).flatMap(({ from, to }) => [
      text.slice(0, from) + text.slice(to),
      text.slice(0, from) + text.slice(to).replace(/^\s*,\s*/, ""),
      text.slice(0, from).replace(/,?\s*$/, "") + text.slice(to),
    ]),
    text.slice(0, lineFrom) + text.slice(lineEnd),
    text.slice(0, lineFrom) + text.slice(lineFrom + block.length),
    text.slice(0, top) + text.slice(lineEnd),
  ];
}
