import { readReferenceTo } from "./escape.ts";
import { flagsAt } from "./flags.ts";
import { fail, type Opening, push, type Reading, refuse } from "./token.ts";

const NAMED = /^\(\?P?<([\p{ID_Start}_][\p{ID_Continue}]*)>/u;
const REFERENCE = /^\(\?P=([\p{ID_Start}_][\p{ID_Continue}]*)\)/u;
const LOOK = /^\(\?(<)?([=!])/;

/** Reads what starts with a parenthesis. */
export function readGroup(reading: Reading) {
  const rest = reading.pattern.slice(reading.at);
  if (!rest.startsWith("(?")) return openCapturing(reading, 1, null);
  if (rest.startsWith("(?#")) return skipComment(reading, rest);

  const [named, name] = NAMED.exec(rest) ?? [];
  if (named !== undefined && name !== undefined) {
    if (reading.names.has(name)) return fail(reading, named.length, `there are two groups \`${name}\``, "Rename one.");
    return openCapturing(reading, named.length, name);
  }
  const [reference, group] = REFERENCE.exec(rest) ?? [];
  if (reference !== undefined && group !== undefined) {
    return readReferenceTo(reading, reading.names.get(group), group, reference.length);
  }
  if (rest.startsWith("(?:")) return open(reading, 3, { kind: "group", number: null, name: null });
  const [around, behind, sign] = LOOK.exec(rest) ?? [];
  if (around !== undefined) {
    return open(reading, around.length, { kind: "look", behind: behind !== undefined, negated: sign === "!" });
  }
  const flags = flagsAt(rest, reading.flags);
  if (flags === null) return unknownGroup(reading, rest);
  if (!flags.ok) return fail(reading, flags.length, flags.problem, flags.hint);
  const { length, isGlobal, flags: after } = flags.written;
  if (!isGlobal) {
    open(reading, length, { kind: "group", number: null, name: null });
    reading.flags = after;
    return;
  }
  if (reading.tokens.length > 0) {
    const hint = `Move \`${rest.slice(0, length)}\` to the start, or write \`${rest.slice(0, length - 1)}:…)\` around a part.`;
    return fail(reading, length, "flags for the whole pattern have to stand at its start", hint);
  }
  reading.flags = after;
  reading.at += length;
}

function openCapturing(reading: Reading, length: number, name: string | null) {
  const number = reading.count + 1;
  if (name !== null) reading.names.set(name, number);
  open(reading, length, { kind: "group", number, name });
  reading.count = number;
}

function open(reading: Reading, length: number, opens: Opening) {
  const group = opens.kind === "group" ? opens.number : null;
  const behind = opens.kind === "look" && opens.behind;
  reading.open.push({ offset: reading.at, group, behind, flags: reading.flags });
  push(reading, length, { kind: "open", opens });
}

function skipComment(reading: Reading, rest: string) {
  const end = rest.indexOf(")");
  if (end === -1) return fail(reading, 3, "this comment is never closed", "Add the `)`.");
  reading.at += end + 1;
}

function unknownGroup(reading: Reading, rest: string) {
  if (rest.startsWith("(?>")) {
    const hint = "Write `(?:…)`, if the pattern may then match more names, or list the names as aliases of their own.";
    return refuse(reading, 3, "a group that gives nothing back, `(?>…)`, is not supported", hint);
  }
  if (/^\(\?\(/.test(rest)) {
    const hint = "Write one alias for each of the two cases.";
    return refuse(reading, 3, "a part that depends on a group, `(?(…)…)`, is not supported", hint);
  }
  const written = rest.slice(0, 3);
  fail(reading, written.length, `\`${written}\` does not start a group of Python's`, "Use `(…)` or `(?:…)`.");
}
