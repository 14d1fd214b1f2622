import type { HostileCase } from "./case.ts";
import { bodies } from "./cases/bodies.ts";
import { framing } from "./cases/framing.ts";
import { keys } from "./cases/keys.ts";
import { models } from "./cases/models.ts";
import { upstreams } from "./cases/upstreams.ts";

export interface Group {
  readonly title: string;
  readonly cases: readonly HostileCase[];
}

/** The tables of SECURITY.md, in its order. */
export const GROUPS: readonly Group[] = [
  { title: "Requests that are badly framed", cases: framing },
  { title: "Keys and headers", cases: keys },
  { title: "Bodies", cases: bodies },
  { title: "Model strings", cases: models },
  { title: "Answers of an upstream", cases: upstreams },
];

const START = "<!-- made by test/hostile -->\n";
const END = "<!-- end -->\n";

/** The page with these results in the place of its own. */
export function withResults(page: string, results: ReadonlyMap<HostileCase, string>): string {
  const tables = GROUPS.map(({ title, cases }) => {
    const rows = cases.map((one) => `| ${cell(one.input)} | ${cell(results.get(one) ?? "")} |\n`);
    return `### ${title}\n\n| input | result |\n| --- | --- |\n${rows.join("")}\n`;
  });
  const from = page.indexOf(START);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error("SECURITY.md has no place for the tables");
  return `${page.slice(0, from)}${START}\n${tables.join("")}${page.slice(to)}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
