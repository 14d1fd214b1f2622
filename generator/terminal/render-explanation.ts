import { styleText } from "node:util";
import type { Annotations } from "../../runtime/selector/annotations.ts";
import type { Attempt, Explanation } from "../explain/explanation.ts";

/** For people: the model string, the steps of its resolution and the attempts, each with its config line. */
export function renderExplanation(explanation: Explanation, { colour }: { readonly colour: boolean }): string {
  const paint = (style: "bold" | "dim" | "red" | "yellow", text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const { model, steps, attempts, warnings, error } = explanation;
  const rows = [
    ...steps.map(({ rule, from, to, at }) => ({ label: rule, text: `${from} → ${to}`, at })),
    ...attempts.map((attempt, index) => ({ label: `attempt ${index + 1}`, text: describe(attempt), at: attempt.at })),
  ];
  const width = Math.max(0, ...rows.map(({ label }) => label.length));
  const lines = [
    paint("bold", model),
    ...rows.map(
      ({ label, text, at }) => `  ${label.padEnd(width)}  ${text}${at === undefined ? "" : paint("dim", `  ${at}`)}`,
    ),
    ...warnings.map(({ message }) => `  ${paint("yellow", "warning")}: ${message}`),
  ];
  if (error !== undefined) lines.push(`  ${paint("red", `${error.status} ${error.code}`)}: ${error.message}`);
  return `${lines.join("\n")}\n`;
}

function describe({ target, params, origin, ...annotations }: Attempt): string {
  const set = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  return [
    ...describeAnnotations(annotations),
    target,
    ...(set.length > 0 ? [`with ${set.join(", ")}`] : []),
    ...(origin ? [`at ${origin}`] : []),
  ].join(" ");
}

/** As in a model string: `[weight=3,first]`. */
function describeAnnotations({
  weight,
  first,
  backup,
  max_context,
  handicap,
  ttft_timeout,
  on,
}: Annotations): string[] {
  const written = Object.entries({
    weight,
    first,
    backup,
    max_context,
    handicap,
    ttft_timeout,
    on: on?.join("+"),
  }).flatMap(([name, value]) => (value === undefined ? [] : [value === true ? name : `${name}=${value}`]));
  return written.length === 0 ? [] : [`[${written.join(",")}]`];
}
