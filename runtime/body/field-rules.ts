import type { BackendBase } from "../contract/backend-base.ts";
import type { FieldRules } from "../contract/fields.ts";
import type { Rules } from "../contract/route.ts";
import type { FieldEdit } from "../protocols/endpoints/field-edit.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";

export interface FieldRulesInput {
  readonly edits: readonly FieldEdit[];
  readonly at: Pick<Frontend, "protocol">;
  readonly backend: Pick<BackendBase, "fields" | "modelFields">;
  /** The upstream's model. */
  readonly model: string;
  readonly rules: Rules | null;
}

/**
 * Adds what the config says of body fields to the edits of a request. Defaults: the route's before the model's before the
 * backend's. A field that is not to be sent is not, whoever set it.
 */
export function withFieldRules({ edits, at, backend, model, rules }: FieldRulesInput): readonly FieldEdit[] {
  const { fields, modelFields } = backend;
  if (fields === undefined && modelFields === undefined && rules?.fields === undefined) return edits;
  const { protocol } = at;
  if (protocol === null) return edits;
  const ofModel = modelFields !== undefined && Object.hasOwn(modelFields, model) ? modelFields[model] : undefined;
  const all = [rules?.fields, ofModel, fields].filter((each) => each !== undefined);
  const dropped = new Set(all.flatMap((each) => [...(each.drop ?? []), ...(each.refused?.[protocol] ?? [])]));
  const defaults = Object.entries(
    Object.assign({}, ...all.map(({ body }) => body).reverse()) as FieldRules["body"] & {},
  );
  return [
    ...edits.filter(({ fields: [first = ""] }) => !dropped.has(first)),
    ...defaults.filter(([name]) => !dropped.has(name)).map(([name, value]) => edit(name, value, true)),
    ...[...dropped].map((name) => edit(name, undefined, false)),
  ];
}

function edit(name: string, value: FieldEdit["value"], ifAbsent: boolean): FieldEdit {
  return { fields: [name], member: null, value, ifAbsent };
}
