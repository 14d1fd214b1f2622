import { PARAM_NAMES } from "../../runtime/selector/params.ts";
import type { Path } from "../1-load/find.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Entry, Span } from "../document.ts";
import { checkHeader } from "./body-headers.ts";
import { type Context, entriesAt, textsAt } from "./context.ts";

/** A place that can have `body`, `body_from_headers` and `drop`, and how parameters are written there. */
interface Place {
  readonly path: Path;
  readonly written: (name: string) => string;
}

const HEADERS = "body_from_headers";
const OF_THE_REQUEST = new Set(["model", "messages", "input", "stream"]);
/** Other names that the APIs have for a parameter. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["max_completion_tokens", "max_tokens"],
  ["max_output_tokens", "max_tokens"],
]);

/** Fields in `body`, `body_from_headers` and `drop` that cannot be there. */
export function checkFields(context: Context): void {
  for (const { path, written } of placesIn(context)) {
    const dropped = new Map(textsAt(context, [...path, "drop"]).map(({ text, span }) => [text, span]));
    for (const { key, keySpan } of entriesAt(context, [...path, "body"])) {
      const parameter = parameterOf(key);
      if (OF_THE_REQUEST.has(key)) refuse(context, key, keySpan, "body", OWN);
      else if (parameter !== undefined) refuse(context, key, keySpan, "body", parameterAt(written(parameter)));
      else if (dropped.has(key)) refuse(context, key, keySpan, "body", leftOutBy("body"));
    }
    const mapped = entriesAt(context, [...path, HEADERS]);
    for (const entry of mapped) {
      checkHeader(context, entry);
      const problem = problemOfMapped(entry.key, mapped, dropped);
      if (problem !== null) refuse(context, entry.key, entry.keySpan, HEADERS, problem);
    }
    for (const [name, span] of dropped) if (OF_THE_REQUEST.has(name)) refuse(context, name, span, "drop", OWN);
  }
}

/** A field that is to be filled with a header, or the member of one. */
function problemOfMapped(key: string, all: readonly Entry[], dropped: ReadonlyMap<string, Span>): Problem | null {
  const [first = "", member, ...more] = key.split(".");
  if (first === "" || member === "" || more.length > 0) return DOTS;
  if (OF_THE_REQUEST.has(first)) return OWN;
  if (member === undefined && parameterOf(first) !== undefined) return BY_MODEL_STRING;
  if (dropped.has(first)) return leftOutBy(HEADERS);
  return member !== undefined && all.some((other) => other.key === first) ? WHOLE_AND_PART : null;
}

function parameterOf(key: string): string | undefined {
  return PARAM_NAMES.find((name) => name === key) ?? OTHER_NAMES.get(key);
}

function placesIn(context: Context): readonly Place[] {
  const below = (top: string, written: Place["written"]): readonly Place[] =>
    entriesAt(context, [top]).map(({ key }) => ({ path: [top, key], written }));
  return [
    ...below("backends", (name) => `\`extra: { ${name}: … }\``),
    ...below("model_defaults", (name) => `\`${name}\` beside \`body\``),
    ...(context.config.model_aliases ?? []).map((_, index) => ({
      path: ["model_aliases", index],
      written: (name: string) => `the replacement, as in \`openai:gpt-4o?${name}=…\``,
    })),
    ...below("failover_routes", (name) => `the elements, as in \`openai:gpt-4o?${name}=…\``),
  ];
}

interface Problem {
  readonly problem: string;
  readonly hint: string;
}

const OWN: Problem = { problem: "it is what each request brings along", hint: "Remove it." };
const DOTS: Problem = {
  problem: "a field is one name, or two with a dot between them",
  hint: "Write it like `user`, or like `metadata.team` for the member `team` of the object `metadata`.",
};
const BY_MODEL_STRING: Problem = {
  problem: "it is a parameter that Turnout knows, and a header is text",
  hint: "Remove it; a client writes parameters into the model string, as in `openai:gpt-4o?temperature=0.2`.",
};
const WHOLE_AND_PART: Problem = {
  problem: "the whole field is filled with another header",
  hint: "Remove one of the two.",
};

function leftOutBy(key: string): Problem {
  return { problem: "`drop` leaves it out again", hint: `Remove it from \`${key}\` or from \`drop\`.` };
}

function parameterAt(written: string): Problem {
  return { problem: "it is a parameter that Turnout knows", hint: `Write it in ${written}.` };
}

function refuse(context: Context, name: string, span: Span, key: string, problem: Problem): void {
  context.found.push(diagnostic("bad-field", span, { name, key, ...problem }));
}
