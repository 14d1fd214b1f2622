/** Reads `schema/diagnostics/*.md`, the catalogue of everything that the compiler can say. */

export interface CatalogueEntry {
  readonly code: string;
  readonly severity: "error" | "warning";
  /** One line; `{name}` stands for an argument of the diagnostic. */
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** A config that gets this diagnostic; null where no config can (a file that is not there). */
  readonly bad: string | null;
  /** The same config, put right. */
  readonly good: string | null;
  /** The names in braces, in order of appearance. */
  readonly args: readonly string[];
}

const SECTIONS = ["Message", "Why", "Fix", "Bad", "Good"] as const;

/**
 * @param name the file's name without `.md`, which must be the code
 * @throws Error naming the file and what is wrong with it
 */
export function readEntry(name: string, markdown: string): CatalogueEntry {
  const fail = (problem: string): never => {
    throw new Error(`schema/diagnostics/${name}.md: ${problem}`);
  };
  const [head = "", ...parts] = markdown.split(/^## /m);
  const title = /^# ([a-z0-9]+(?:-[a-z0-9]+)*)\n+(error|warning)\n*$/.exec(head);
  if (title === null) return fail('must start with "# the-code" and a line "error" or "warning"');
  if (title[1] !== name) return fail(`describes "${title[1]}", not the code that the file is named after`);
  const sections = parts.map((part) => part.slice(0, part.indexOf("\n")));
  if (sections.join() !== SECTIONS.join()) return fail(`must have the sections ${SECTIONS.join(", ")}, in this order`);
  const [message = "", why = "", fix = "", bad = "", good = ""] = parts.map((part) =>
    part.slice(part.indexOf("\n")).trim(),
  );
  for (const [index, text] of [message, why, fix, bad, good].entries()) {
    if (text === "") fail(`the section ${SECTIONS[index]} is empty`);
  }
  const prose = [message, why, fix].map((text) => text.replace(/\s*\n\s*/g, " "));
  const args = [...prose.join(" ").matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  return {
    code: name,
    severity: title[2] === "warning" ? "warning" : "error",
    message: prose[0] ?? "",
    why: prose[1] ?? "",
    fix: prose[2] ?? "",
    bad: yamlBlock(bad),
    good: yamlBlock(good),
    args: [...new Set(args)],
  };
}

function yamlBlock(section: string): string | null {
  return /^```yaml\n([\s\S]*?)^```/m.exec(section)?.[1] ?? null;
}

/** The typed module that the generator imports; its text depends on nothing but the entries. */
export function catalogueModule(entries: readonly CatalogueEntry[]): string {
  const sorted = [...entries].sort((a, b) => (a.code < b.code ? -1 : 1));
  for (const [index, entry] of sorted.entries()) {
    if (sorted[index + 1]?.code === entry.code) throw new Error(`schema/diagnostics: "${entry.code}" is there twice`);
  }
  const texts = sorted.map(({ code, severity, message, why, fix }) => {
    const fields = Object.entries({ severity, message, why, fix });
    return `  "${code}": {\n${fields.map(([key, value]) => `    ${key}: ${JSON.stringify(value)},\n`).join("")}  },\n`;
  });
  const types = sorted.map(({ code, args }) => {
    const fields = args.map((arg) => `readonly ${arg}: string`).join("; ");
    return `  readonly "${code}": ${fields === "" ? "Record<string, never>" : `{ ${fields} }`};\n`;
  });
  return [
    "// Made by `npm run generate` from schema/diagnostics/*.md. Change those instead.\n",
    "\n/** The texts of every diagnostic; `{name}` stands for one of its arguments. */\n",
    `export const CATALOGUE = {\n${texts.join("")}} as const;\n`,
    "\nexport type DiagnosticCode = keyof typeof CATALOGUE;\n",
    "\n/** What each diagnostic must be given. */\n",
    `export interface DiagnosticArgs {\n${types.join("")}}\n`,
  ].join("");
}
