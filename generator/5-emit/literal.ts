/**
 * The only place where a value becomes source text, so that no config can write code into the module it compiles to.
 */

/** Longer source text is broken over several lines. */
export const LINE_WIDTH = 110;

/**
 * Source text among literal values: an identifier or a call. A class, so that no data of a config can pass for it.
 */
export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Prints plain data as TypeScript. `indent` is the depth, in steps of two spaces, of the line it starts on.
 * Keys that are `undefined` are left out; what is not plain data is an error of the compiler.
 */
export function literal(value: unknown, indent = 0): string {
  const inline = inlineLiteral(value);
  if (inline.length + indent * 2 <= LINE_WIDTH || typeof value !== "object" || value === null) return inline;
  const inner = "  ".repeat(indent + 1);
  const close = "  ".repeat(indent);
  if (value instanceof Code) return inline.replaceAll("\n", `\n${close}`);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => `${inner}${literal(item, indent + 1)},\n`);
    return `[\n${items.join("")}${close}]`;
  }
  const members = entriesOf(value).map(
    ([key, item]) => `${inner}${propertyName(key)}: ${literal(item, indent + 1)},\n`,
  );
  return `{\n${members.join("")}${close}}`;
}

/** The same on one line, however long. */
export function inlineLiteral(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "boolean":
      return String(value);
    case "number":
      if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
      break;
    case "object": {
      if (value === null) return "null";
      if (value instanceof Code) return value.text;
      if (Array.isArray(value)) return `[${value.map(inlineLiteral).join(", ")}]`;
      const members = entriesOf(value).map(([key, item]) => `${propertyName(key)}: ${inlineLiteral(item)}`);
      return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
    }
  }
  throw new TypeError(`a ${typeof value} has no literal`);
}

/** The type of every string that starts with `prefix`, or with `prefix` and a number. */
export function prefixType(prefix: string, rest: "string" | "number" = "string"): string {
  // Not plain `string`, which would swallow the other names of a union, and with them an editor's completion.
  if (prefix === "") return "(string & {})";
  // Only harmless characters stand in a template as they are; anything else goes through the one escaping function.
  const head = /^[\w.:/@ -]*$/.test(prefix) ? prefix : `\${${quoted(prefix)}}`;
  return `\`${head}\${${rest}}\``;
}

/** A pattern that is known to compile. Printing is RegExp's own, which escapes slashes and line breaks. */
export function regexpLiteral(source: string, flags = ""): Code {
  return new Code(String(new RegExp(source, flags)));
}

/** Text as one comment line: a line break in a config's name must not end the comment. */
export function comment(text: string): string {
  return `// ${text.replace(UNPRINTABLE, (character) => escaped(character))}`;
}

const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function quoted(text: string): string {
  return JSON.stringify(text).replace(UNPRINTABLE, (character) => escaped(character));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function propertyName(key: string): string {
  // Written plainly, `__proto__: x` would set the prototype.
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}
