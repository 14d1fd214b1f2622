import { fail, push, type Reading } from "./token.ts";

const NAMED = /^\(\?P?<([A-Za-z_][A-Za-z0-9_]*)>/;
const REFERENCE = /^\(\?P=([A-Za-z_][A-Za-z0-9_]*)\)/;
const FLAGS = /^\(\?[A-Za-z]*(?:-[A-Za-z]*)?[:)]/;

/** Reads what starts with a parenthesis. */
export function readGroup(reading: Reading) {
  const rest = reading.pattern.slice(reading.at);
  if (!rest.startsWith("(?")) return open(reading, 1, "(", null);

  const named = NAMED.exec(rest);
  if (named?.[1] !== undefined) {
    const [text, name] = named;
    if (reading.names.has(name)) return fail(reading, text.length, `there are two groups \`${name}\``, "Rename one.");
    return open(reading, text.length, `(?<${name}>`, name);
  }
  const reference = REFERENCE.exec(rest);
  if (reference?.[1] !== undefined) {
    const [text, name] = reference;
    reading.references.push({ group: name, offset: reading.at, length: text.length });
    return push(reading, text.length, { kind: "reference", source: `\\k<${name}>` });
  }
  const around = /^\(\?(?::|=|!|<=|<!)/.exec(rest)?.[0];
  if (around !== undefined) {
    reading.open.push(reading.at);
    return push(reading, around.length, { kind: "open", source: around });
  }
  const flags = FLAGS.exec(rest)?.[0];
  if (flags !== undefined) {
    const hint = "Write out what is meant, for example `[Gg][Pp][Tt]` for letters of either case.";
    return fail(reading, flags.length, `flags such as \`${flags}\` are not supported`, hint);
  }
  fail(reading, 3, `\`${rest.slice(0, 3)}\` does not start a group that Turnout knows`, "Use `(…)` or `(?:…)`.");
}

function open(reading: Reading, length: number, source: string, name: string | null) {
  reading.count += 1;
  if (name !== null) reading.names.set(name, reading.count);
  reading.open.push(reading.at);
  push(reading, length, { kind: "open", source, group: reading.count });
}
