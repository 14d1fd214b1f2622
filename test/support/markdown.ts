/** What stands in a page of documentation. */

export interface Block {
  /** What stands behind the opening fence: `yaml config.yaml`. */
  readonly info: string;
  /** Ends in a line break, unless it is empty. */
  readonly text: string;
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\S[^\n]*)\n([\s\S]*?)^```$/gm)].map(([, info = "", text = ""]) => ({ info, text }));
}

/** The text of the one block with this info. */
export function blockOf(page: string, info: string): string {
  const found = blocksOf(page).filter((block) => block.info === info);
  const [only] = found;
  if (found.length !== 1 || only === undefined) throw new Error(`${found.length} blocks "${info}", and one is wanted`);
  return only.text;
}

export interface ShownCommand {
  /** `npx turnout explain gpt-4o`, without its quotes. */
  readonly words: readonly string[];
  readonly output: string;
}

/** The commands of console blocks, `$ command`, each with the lines that follow it. */
export function commandsOf(page: string): readonly ShownCommand[] {
  const consoles = blocksOf(page).filter(({ info }) => info === "console");
  return consoles.flatMap(({ text }) =>
    text
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf("\n");
        return { words: wordsOf(part.slice(0, end)), output: part.slice(end + 1) };
      }),
  );
}

function wordsOf(line: string): readonly string[] {
  return (line.match(/'[^']*'|[^\s']+/g) ?? []).map((word) => word.replace(/^'|'$/g, ""));
}

/** The cells of each row of the table whose first column has this head, code marks taken off. */
export function rowsOf(page: string, head: string): readonly (readonly string[])[] {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  if (start === -1) throw new Error(`no table with a column "${head}"`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
}

export interface Link {
  /** "" for the same page. */
  readonly path: string;
  /** "" for the whole page. */
  readonly anchor: string;
}

/** Links and pictures that lead to files, or to places in them. */
export function linksOf(page: string): readonly Link[] {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, "");
  return [...prose.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path = "", anchor = ""]) => ({
    path,
    anchor,
  }));
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, "");
  return new Set(
    [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
