import type { Backend, ParamName, Params } from "../contract.ts";
import type { Frontend } from "../frontends/frontend.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One body field to write. */
export interface FieldEdit {
  /** The names under which clients send it; the first is written, others make way for it. */
  readonly fields: readonly string[];
  /** undefined takes the field out. */
  readonly value: Json | undefined;
  /** A default: what the client sent under any of the names stays. */
  readonly ifAbsent: boolean;
}

export interface EditsInput {
  readonly backend: Backend;
  readonly frontend: Frontend;
  /** What the upstream is asked for, `model_defaults` go by it. */
  readonly model: string;
  /** Parameters of the model string, the config's route included; null where there are none. */
  readonly params: Params | null;
}

const NONE: readonly FieldEdit[] = [];
const NO_PARAMS: Params = {};

/** From low to high: `extra`, `model_defaults`, the client's own fields, the model string, `forced_*`. */
export function editsFor({ backend, frontend, model, params }: EditsInput): readonly FieldEdit[] {
  const { defaults, forced, modelDefaults } = backend;
  const ofModel = (Object.hasOwn(modelDefaults, model) ? modelDefaults[model] : undefined) ?? NO_PARAMS;
  if (params === null && ofModel === NO_PARAMS && isEmpty(defaults) && isEmpty(forced)) return NONE;
  const given = params ?? NO_PARAMS;
  const edits: FieldEdit[] = [];
  const add = (name: ParamName, value: string | number | undefined, ifAbsent: boolean): void => {
    const fields = frontend.fieldsOf(name, backend);
    if (fields.length > 0 && value !== undefined) edits.push({ fields, value, ifAbsent });
  };
  for (const name of namesOf(forced)) add(name, forced[name], false);
  for (const name of namesOf(given)) if (!(name in forced)) add(name, given[name], false);
  for (const name of namesOf(ofModel)) if (!(name in forced || name in given)) add(name, ofModel[name], true);
  for (const name of namesOf(defaults)) {
    if (!(name in forced || name in given || name in ofModel)) add(name, defaults[name], true);
  }
  return edits;
}

/** The parameters that this way in has no field for, so that they cannot be sent. */
export function withoutField({ backend, frontend, params }: Omit<EditsInput, "model">): readonly ParamName[] {
  return namesOf(params ?? NO_PARAMS).filter((name) => frontend.fieldsOf(name, backend).length === 0);
}

function isEmpty(params: Params): boolean {
  for (const _ in params) return false;
  return true;
}

function namesOf(params: Params): readonly ParamName[] {
  return Object.keys(params) as ParamName[];
}
