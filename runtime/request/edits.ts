import type { Backend, ParamName, Params } from "../contract.ts";
import type { Frontend } from "../frontends/frontend.ts";

/** One body field to write. */
export interface FieldEdit {
  /** The names under which clients send it; the first is written, others make way for it. */
  readonly fields: readonly string[];
  readonly value: string | number;
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
  const ofModel = Object.hasOwn(backend.modelDefaults, model) ? backend.modelDefaults[model] : undefined;
  if (params === null && ofModel === undefined && isEmpty(backend.defaults) && isEmpty(backend.forced)) return NONE;
  const defaults = { ...backend.defaults, ...ofModel };
  const fixed = { ...(params ?? NO_PARAMS), ...backend.forced };
  const edits: FieldEdit[] = [];
  for (const name of Object.keys({ ...defaults, ...fixed }) as ParamName[]) {
    const fields = frontend.fieldsOf(name, backend);
    const value = fixed[name] ?? defaults[name];
    if (fields.length > 0 && value !== undefined) edits.push({ fields, value, ifAbsent: fixed[name] === undefined });
  }
  return edits;
}

function isEmpty(params: Params): boolean {
  for (const _ in params) return false;
  return true;
}
