import type { JsonObject } from "../../protocols/json/json-object.ts";
import { type Answer, jsonAnswer } from "./answer.ts";
import { missing } from "./failure.ts";
import type { Stamp } from "./stamp.ts";

const CATEGORIES = [
  "harassment",
  "harassment/threatening",
  "hate",
  "hate/threatening",
  "illicit",
  "illicit/violent",
  "self-harm",
  "self-harm/intent",
  "self-harm/instructions",
  "sexual",
  "sexual/minors",
  "violence",
  "violence/graphic",
];

/** `POST /moderations`: the mock flags nothing. */
export function moderation(body: JsonObject, stamp: Stamp): Answer {
  if (body.input === undefined) return missing("input");
  const texts = Array.isArray(body.input) && body.input.every((part) => typeof part === "string");
  const count = texts && Array.isArray(body.input) ? body.input.length : 1;
  const each = <T>(value: T) => Object.fromEntries(CATEGORIES.map((name) => [name, value]));
  return jsonAnswer(200, {
    id: `modr-mock-${stamp.number}`,
    model: body.model ?? "omni-moderation-latest",
    results: Array.from({ length: count }, () => ({
      flagged: false,
      categories: each(false),
      category_scores: each(0),
      category_applied_input_types: each(["text"]),
    })),
  });
}
