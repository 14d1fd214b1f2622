import type { Backend } from "../contract/backend.ts";
import type { Json } from "../contract/fields.ts";
import type { ParamName, Params } from "../contract/params.ts";
import type { FieldEdit } from "../protocols/endpoints/field-edit.ts";
import type { FieldNames, Frontend } from "../protocols/endpoints/frontend.ts";
import { isObject, type JsonObject } from "../protocols/json/json-object.ts";

export interface EditTarget extends FieldNames {
  readonly backend: Pick<Backend, "defaults" | "forced" | "modelDefaults">;
}

export interface EditsInput {
  readonly target: EditTarget;
  readonly frontend: Frontend;
  /** The upstream's model; `model_defaults` depend on it. */
  readonly model: string;
  /** Parameters of the model string and of the config's route; null if there are none. */
  readonly params: Params | null;
}

const NONE: readonly FieldEdit[] = [];
const NO_PARAMS: Params = {};

/** Lowest priority first: `extra`, `model_defaults`, the client's own fields, the model string, `forced_*`. */
export function editsFor({ target, frontend, model, params }: EditsInput): readonly FieldEdit[] {
  const { defaults, forced, modelDefaults } = target.backend;
  const ofModel = (Object.hasOwn(modelDefaults, model) ? modelDefaults[model] : undefined) ?? NO_PARAMS;
  if (params === null && ofModel === NO_PARAMS && isEmpty(defaults) && isEmpty(forced)) return NONE;
  const given = params ?? NO_PARAMS;
  const edits: FieldEdit[] = [];
  const add = (name: ParamName, value: string | number | undefined, ifAbsent: boolean): void => {
    const fields = frontend.fieldsOf(name, target);
    if (fields.length > 0 && value !== undefined) edits.push(editOf(fields, value, ifAbsent));
  };
  for (const name of namesOf(forced)) add(name, forced[name], false);
  for (const name of namesOf(given)) if (!(name in forced)) add(name, given[name], false);
  for (const name of namesOf(ofModel)) if (!(name in forced || name in given)) add(name, ofModel[name], true);
  for (const name of namesOf(defaults)) {
    if (!(name in forced || name in given || name in ofModel)) add(name, defaults[name], true);
  }
  return edits;
}

/** A warning for each parameter that cannot be sent, because this endpoint has no field for it. */
export function ignored({ target, frontend, params }: Omit<EditsInput, "model">): readonly string[] {
  return namesOf(params ?? NO_PARAMS)
    .filter((name) => frontend.fieldsOf(name, target).length === 0)
    .map((name) => `${name}: not a parameter of ${frontend.path}, ignored`);
}

function editOf(fields: readonly string[], value: Json, ifAbsent: boolean): FieldEdit {
  const [first = ""] = fields;
  const dot = first.indexOf(".");
  if (dot < 0) return { fields, member: null, value, ifAbsent };
  return { fields: [first.slice(0, dot)], member: first.slice(dot + 1), value, ifAbsent };
}

function isEmpty(params: Params): boolean {
  for (const _ in params) return false;
  return true;
}

function namesOf(params: Params): readonly ParamName[] {
  return Object.keys(params) as ParamName[];
}

/** A parsed body with the edits, which itself stays as it is. */
export function withEdits(fields: JsonObject, edits: readonly FieldEdit[]): JsonObject {
  if (edits.length === 0) return fields;
  const copy: Record<string, unknown> = { ...fields };
  applyEdits(copy, edits);
  return copy;
}

/** Applies the edits to a parsed body. */
export function applyEdits(to: Record<string, unknown>, edits: readonly FieldEdit[]): void {
  for (const { fields: names, member, value, ifAbsent } of edits) {
    const [first = ""] = names;
    if (member !== null) {
      const before = isObject(to[first]) ? to[first] : {};
      if (!ifAbsent || before[member] === undefined) to[first] = { ...before, [member]: value };
      continue;
    }
    if (ifAbsent && names.some((name) => to[name] !== undefined)) continue;
    for (const name of names) delete to[name];
    if (value !== undefined) to[first] = value;
  }
}
