import type { Json } from "../../../contract/fields.ts";
import type { RequestFields } from "../../endpoints/dialect.ts";
import type { FieldEdit } from "../../endpoints/field-edit.ts";
import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent } from "../../json/read.ts";

const FIELDS = ["reasoning", "reasoning_effort", "include_reasoning"] as const;
type Member = Record<string, unknown>;

/**
 * All that is said about reasoning in the one field `reasoning`: OpenRouter refuses requests with more than one of its fields,
 * and an effort beside a number of tokens. https://openrouter.ai/docs/use-cases/reasoning-tokens
 */
export function withOneReasoning(request: RequestFields, edits: readonly FieldEdit[]): readonly FieldEdit[] {
  const edit = edits.find(({ fields }) => fields.includes("reasoning_effort"));
  if (edit === undefined && !request.mayHave("reasoning_effort") && !request.mayHave("include_reasoning")) return edits;
  const [reasoning, effort, included] = FIELDS.map((name) => request.field(name));
  if (edit === undefined && effort === undefined && included === undefined) return edits;
  const whole: Member = isObject(reasoning) ? { ...reasoning } : excluded(included);
  const says = !isAbsent(whole.effort) || !isAbsent(whole.max_tokens) || whole.enabled === false;
  if (!says && !isAbsent(effort)) whole.effort = effort;
  if (edit !== undefined && !(edit.ifAbsent && (says || !isAbsent(effort)))) setEffort(whole, edit.value);
  const empty = Object.keys(whole).length === 0 && included !== true && reasoning === undefined;
  const value = empty ? undefined : (whole as { readonly [key: string]: Json });
  return [...edits.filter((each) => each !== edit), { fields: FIELDS, member: null, value, ifAbsent: false }];
}

/** `include_reasoning: false` only hides the text. */
function excluded(included: unknown): JsonObject {
  return included === false ? { exclude: true } : {};
}

/** What the model string or the config sets replaces every other way to say how much. */
function setEffort(whole: Member, effort: FieldEdit["value"]): void {
  whole.effort = effort;
  delete whole.max_tokens;
  delete whole.enabled;
}
