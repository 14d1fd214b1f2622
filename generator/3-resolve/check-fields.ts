import { PARAM_NAMES } from "../../runtime/selector/params.ts";
import type { Path } from "../1-load/find.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Span } from "../document.ts";
import { type Context, entriesAt, textsAt } from "./context.ts";

/** A place that can have `body` and `drop`, and how parameters are written there. */
interface Place {
  readonly path: Path;
  readonly written: (name: string) => string;
}

const OF_THE_REQUEST = new Set(["model", "messages", "input", "stream"]);
/** Other names that the APIs have for a parameter. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["max_completion_tokens", "max_tokens"],
  ["max_output_tokens", "max_tokens"],
]);

/** Fields in `body` and `drop` that cannot be there. */
export function checkFields(context: Context): void {
  for (const { path, written } of placesIn(context)) {
    const dropped = new Map(textsAt(context, [...path, "drop"]).map(({ text, span }) => [text, span]));
    for (const { key, keySpan } of entriesAt(context, [...path, "body"])) {
      const parameter = PARAM_NAMES.find((name) => name === key) ?? OTHER_NAMES.get(key);
      if (OF_THE_REQUEST.has(key)) refuse(context, key, keySpan, "body", OWN);
      else if (parameter !== undefined) refuse(context, key, keySpan, "body", parameterAt(written(parameter)));
      else if (dropped.has(key)) refuse(context, key, keySpan, "body", BOTH);
    }
    for (const [name, span] of dropped) if (OF_THE_REQUEST.has(name)) refuse(context, name, span, "drop", OWN);
  }
}

function placesIn(context: Context): readonly Place[] {
  const below = (top: string, written: Place["written"]): readonly Place[] =>
    entriesAt(context, [top]).map(({ key }) => ({ path: [top, key], written }));
  return [
    ...below("backends", (name) => `\`extra: { ${name}: … }\``),
    ...below("model_defaults", (name) => `\`${name}\` beside \`body\``),
    ...below("failover_routes", (name) => `the elements, as in \`openai:gpt-4o?${name}=…\``),
  ];
}

interface Problem {
  readonly problem: string;
  readonly hint: string;
}

const OWN: Problem = { problem: "it is what each request brings along", hint: "Remove it." };
const BOTH: Problem = { problem: "`drop` leaves it out again", hint: "Remove it from `body` or from `drop`." };

function parameterAt(written: string): Problem {
  return { problem: "it is a parameter that Turnout knows", hint: `Write it in ${written}.` };
}

function refuse(context: Context, name: string, span: Span, key: string, problem: Problem): void {
  context.found.push(diagnostic("bad-field", span, { name, key, ...problem }));
}
