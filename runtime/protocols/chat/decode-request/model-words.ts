import { isAbsent } from "../../json/read.ts";

/**
 * The members and values that the model can express; null is the same as absent for most of them. Everything else is an
 * extra.
 */
const KNOWN: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["model", always],
  ["messages", isListOrAbsent],
  ["tools", isListOrAbsent],
  ["functions", always],
  ["tool_choice", always],
  ["function_call", always],
  ["parallel_tool_calls", (value) => typeof value === "boolean"],
  ["max_completion_tokens", isNumberOrAbsent],
  ["max_tokens", isNumberOrAbsent],
  ["stop", (value) => typeof value === "string" || isAbsent(value) || isTexts(value)],
  ["temperature", isNumber],
  ["top_p", isNumber],
  ["top_k", isNumberOrAbsent],
  ["seed", isNumberOrAbsent],
  ["reasoning", isAbsent],
  ["reasoning_effort", (value) => typeof value === "string" || isAbsent(value)],
  ["include_reasoning", always],
  ["response_format", always],
  ["n", always],
  ["stream", (value) => value === true],
]);

export function hasWord(name: string, value: unknown): boolean {
  return KNOWN.get(name)?.(value) ?? false;
}

function always(): boolean {
  return true;
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

function isNumberOrAbsent(value: unknown): boolean {
  return typeof value === "number" || isAbsent(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

/** Some protocols distinguish an empty list from none. */
function isListOrAbsent(value: unknown): boolean {
  return (Array.isArray(value) && value.length > 0) || isAbsent(value);
}
