import { diagnostic } from "../diagnostics/report.ts";
import { asGlob } from "../regexp/glob.ts";
import { type Context, type Located, within } from "./context.ts";

/** A reference to a group, as replacements have it. */
const GROUP = /\\(?:g<[^>]*>|[1-9]\d?)/g;

/** `gpt-*`, `*-mini`, `gpt-.*`, `openai/*-mini`; but a `*` somewhere inside a name may be a part of it. */
const READS_LIKE_GLOB = /^(?=[\w\-./:@*\\<>]+$)(?:.*\*$|\*|.*\.\*|.*[-/]\*[-/])/;

/** A place that names one model, and starts a sentence: "An element of a failover route". */
export interface NamePlace {
  readonly place: string;
  /** What to write instead of a glob; without it, the model has to be written out. */
  readonly globHint?: string;
}

const WRITE_OUT = "Write the name of the model out.";

/** Reports what stands for something only elsewhere: groups of a pattern, and the `*` of globs. */
export function checkOneName(context: Context, located: Located, from: number, name: string, at: NamePlace): void {
  for (const { 0: written, index } of name.matchAll(GROUP)) {
    const span = within(context.document, located, from + index, written.length);
    const hint = `${WRITE_OUT} To choose it by the client's name, use an alias in \`model_aliases\`.`;
    context.found.push(diagnostic("group-out-of-place", span, { written, place: at.place, hint }));
  }
  checkGlob(context, located, from, name, at);
}

export function checkGlob(context: Context, located: Located, from: number, name: string, at: NamePlace): void {
  if (!READS_LIKE_GLOB.test(name)) return;
  const span = within(context.document, located, from, name.length);
  context.found.push(diagnostic("glob-as-name", span, { name, place: at.place, hint: at.globHint ?? WRITE_OUT }));
}

/** How an alias takes all names of a glob: `^gpt-(.*)$` and `\1`. */
export function aliasForGlob(name: string, backend: string): string {
  const pattern = (asGlob(name)?.better ?? "^(.*)$").replaceAll(".*", "(.*)");
  let group = 0;
  const replacement = name.replace(/\*+/g, () => `\\${++group}`);
  return `an alias with the pattern \`${pattern}\` and the replacement \`${backend}:${replacement}\``;
}
