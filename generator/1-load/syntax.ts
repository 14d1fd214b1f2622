import type { ErrorCode, YAMLError } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { place, type Source } from "./place.ts";

/** One finding per line, because the YAML parser often reports one mistake several times. */
export function syntaxErrors(source: Source, errors: readonly YAMLError[]): Diagnostic[] {
  const byLine = new Map<number, Diagnostic>();
  for (const error of errors) {
    const span = placeOf(source, error);
    if (!byLine.has(span.line)) byLine.set(span.line, describe(source, error));
  }
  return [...byLine.values()];
}

/** What is missing at the end of the text is shown at the last word of it. */
function placeOf(source: Source, error: YAMLError) {
  const [from, to] = error.pos;
  const end = source.text.trimEnd().length;
  return from >= end && end > 0 ? place(source, end - 1, end) : place(source, from, to);
}

function describe(source: Source, error: YAMLError): Diagnostic {
  const span = placeOf(source, error);
  if (error.code === "TAG_RESOLVE_FAILED" || error.code === "BAD_COLLECTION_TYPE") {
    return diagnostic("unsupported-yaml", span, {
      problem: "A config has no use for this YAML tag (`!…`).",
      hint: "Remove the tag, and put the value in quotes if it starts with `!`.",
    });
  }
  if (error.code === "RESOURCE_EXHAUSTION") return tooDeep(source);
  const line = source.text.split("\n", span.line)[span.line - 1] ?? "";
  const [problem, hint] = wording(error, line);
  return diagnostic("yaml-syntax", span, { problem, hint });
}

export function tooDeep(source: Source): Diagnostic {
  return diagnostic("too-large", place(source, 0, 1), {
    problem: "The file is nested too deeply to be read.",
    hint: "A config needs no more than six levels of nesting.",
  });
}

const HINTS: Readonly<Partial<Record<ErrorCode, readonly [problem: string, hint: string]>>> = {
  TAB_AS_INDENT: ["a tab is used for indentation", "Indent with spaces; YAML does not allow tabs there."],
  BAD_INDENT: ["the indentation does not fit the lines above", "Indent keys of the same mapping by the same spaces."],
  BLOCK_AS_IMPLICIT_KEY: [
    "there is a second `: ` in one line",
    "Put the value in quotes if the colon is part of it, or start a new line for a nested mapping.",
  ],
  MULTILINE_IMPLICIT_KEY: [
    "a key runs over more than one line",
    "There may be a `:` missing after a key, or a line may be indented too far.",
  ],
  BLOCK_IN_FLOW: [
    "an indented block stands inside `{ }` or `[ ]`",
    "Write it with `{ }` or `[ ]` too, on the same line.",
  ],
  BAD_DQ_ESCAPE: [
    "a backslash in double quotes starts an escape that YAML does not have",
    "Use single quotes, in which a backslash is only a backslash: '^gpt-(\\d+)$'.",
  ],
  BAD_SCALAR_START: ["a value cannot start with this character", "Put the value in quotes."],
  BAD_ALIAS: ["`*` and `&` start an alias or an anchor here, and a name must follow", 'Put the text in quotes: "*".'],
};

function wording(error: YAMLError, line: string): readonly [problem: string, hint: string] {
  if (/[{[].*(?<!["'])\$\{/.test(line)) {
    return ["a `$" + "{…}` without quotes cannot stand inside `{ }` or `[ ]`", 'Put quotes around it: "$' + '{NAME}".'];
  }
  if (/^\s*\*\s*:/.test(line))
    return ["`*` starts an alias in YAML, so it cannot be a key as it is", 'Put it in quotes: `"*":`.'];
  const { message } = error;
  if (/Unexpected scalar at node end/.test(message) && /\[[^\]]*\][^\s,\]}]/.test(line)) {
    return [
      "a value that starts with `[` is a list, and something stands right behind its `]`",
      'Put a model string that starts with an annotation in quotes: "[weight=2]openai:gpt-4o".',
    ];
  }
  if (/^Flow|flow collection must/.test(message)) {
    return [
      "a `{` or `[` is not closed",
      "Close it with `}` or `]`; its contents must be indented further than its key.",
    ];
  }
  if (/Missing closing/.test(message)) return ["a quoted text is not closed", "Close the quotes."];
  if (/Implicit map keys need/.test(message)) {
    return ["a key has no value", "Put a colon and a space after the key: `key: value`."];
  }
  const problem = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
  return HINTS[error.code] ?? [problem, "Check the line above too: the slip may be there."];
}
