import {
  Composer,
  type CST,
  isScalar,
  LineCounter,
  type ParsedNode,
  Parser,
  type Document as YamlDocument,
} from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic, oncePerPlace } from "../diagnostics/report.ts";
import type { Document } from "../document.ts";
import { type Phase, phase } from "../phase.ts";
import { tooDeepFor } from "./depth.ts";
import { place, type Source } from "./place.ts";
import { plainValue } from "./plain.ts";
import { syntaxErrors, tooDeep } from "./syntax.ts";
import { tree } from "./tree.ts";
import { unquotedReferences } from "./unquoted-references.ts";

/** In UTF-16 units: a hundred times the size of a config with ten thousand rules. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Phase 1. Reads YAML 1.2 with a place for every value. `${ENV}` stays as it is written.
 * @param source.file the name that diagnostics show
 */
export function load({ file, text }: { readonly file: string; readonly text: string }): Phase<Document> {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const source: Source = { file, text: body, lines: new LineCounter() };
  const refused = unreadable(source);
  if (refused !== null) return { value: null, diagnostics: [refused] };
  const tokens = [...new Parser(source.lines.addNewLine).parse(body)];
  if (tooDeepFor(tokens)) return { value: null, diagnostics: [tooDeep(source)] };
  const documents = composed(tokens, body);
  if (documents.every(({ errors }) => errors.length === 0)) return read(source, documents);
  const inside = unquotedReferences(source, []).hidden;
  const left = composed([...new Parser().parse(inside)], inside).flatMap(({ errors }) => errors);
  const references = unquotedReferences(source, left);
  if (references.found.length === 0) return read(source, documents);
  // What the parser says behind such a reference is a consequence of it, so it is asked again with the references hidden.
  const { diagnostics } = read(source, composed([...new Parser().parse(references.hidden)], references.hidden));
  const lines = new Set(references.found.map(({ span }) => span?.line));
  const others = diagnostics.filter(({ code, span }) => YAML_CODES.has(code) && !lines.has(span?.line));
  return { value: null, diagnostics: [...references.found, ...others] };
}

/** Mistakes that the text shows by itself, whatever the values are. */
const YAML_CODES: ReadonlySet<string> = new Set(["yaml-syntax", "unsupported-yaml", "duplicate-key"]);

function composed(tokens: readonly CST.Token[], body: string): readonly YamlDocument.Parsed<ParsedNode>[] {
  return [...new Composer(OPTIONS).compose(tokens, true, body.length)].filter(notEmpty);
}

const OPTIONS = { uniqueKeys: false, prettyErrors: false, strict: true } as const;

function read(source: Source, documents: readonly YamlDocument.Parsed<ParsedNode>[]): Phase<Document> {
  const [first, second] = documents;
  const found = syntaxErrors(
    source,
    documents.flatMap((document) => [...document.errors, ...document.warnings]),
  );
  if (second !== undefined) {
    const problem = "A second YAML document starts here.";
    const hint = "Keep one document per file; remove the `---`.";
    found.push(diagnostic("unsupported-yaml", place(source, second.range[0], second.range[0] + 1), { problem, hint }));
  }
  if (found.length > 0) return { value: null, diagnostics: found };
  if (first === undefined) return { value: null, diagnostics: [diagnostic("empty-file", place(source, 0, 1), {})] };
  const root = tree(source, first.contents, found);
  return phase({ file: source.file, text: source.text, root, value: plainValue(root) }, oncePerPlace(found));
}

/** A `---` at the end of a file starts a document that has nothing in it. */
function notEmpty({ contents, errors }: YamlDocument.Parsed<ParsedNode>): boolean {
  return errors.length > 0 || !(contents === null || (isScalar(contents) && contents.value === null));
}

function unreadable(source: Source): Diagnostic | null {
  if (source.text.length > LONGEST) {
    const problem = "The file has more than 16 million characters.";
    return diagnostic("too-large", place(source, 0, 1), {
      problem,
      hint: "Name the file that is meant to be the config.",
    });
  }
  const garbled = source.text.search(/[\0\uFFFD]/);
  if (garbled === -1) return null;
  const problem = source.text[garbled] === "\0" ? "it contains a NUL character" : "it contains a broken character";
  // The line counter is filled while YAML is parsed, and this text is not parsed.
  for (let at = source.text.indexOf("\n"); at !== -1 && at < garbled; at = source.text.indexOf("\n", at + 1)) {
    source.lines.addNewLine(at + 1);
  }
  return diagnostic("bad-encoding", place(source, garbled, garbled + 1), { problem });
}
