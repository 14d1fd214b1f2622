import type { IncomingHttpHeaders } from "node:http";
import type { BackendBase } from "../contract/backend-base.ts";
import type { FieldRules } from "../contract/fields.ts";
import type { Rules } from "../contract/route.ts";
import type { FieldEdit } from "../protocols/endpoints/field-edit.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";
import type { HeaderFields } from "./header-fields.ts";

export interface FieldRulesInput {
  readonly edits: readonly FieldEdit[];
  readonly at: Pick<Frontend, "protocol">;
  readonly backend: Pick<BackendBase, "fields" | "modelFields">;
  /** The upstream's model. */
  readonly model: string;
  readonly rules: Rules | null;
  /** Those of the client's request. */
  readonly headers: IncomingHttpHeaders;
  /** null where no field is filled with a header. */
  readonly headerFields: HeaderFields | null;
}

/**
 * Adds what the config says of body fields to the edits of a request. The route's before the model's before the backend's.
 * Defaults come first, because parameters may be members of the same object; then a header replaces what the client's
 * body says. A field that is not to be sent is not, whoever set it.
 */
export function withFieldRules(input: FieldRulesInput): readonly FieldEdit[] {
  const { edits, at, backend, model, rules } = input;
  const { fields, modelFields } = backend;
  if (fields === undefined && modelFields === undefined && rules?.fields === undefined) return edits;
  const { protocol } = at;
  if (protocol === null) return edits;
  const ofModel = modelFields !== undefined && Object.hasOwn(modelFields, model) ? modelFields[model] : undefined;
  const all = [fields, ofModel, rules?.fields].filter((each) => each !== undefined);
  const dropped = new Set(all.flatMap((each) => [...(each.drop ?? []), ...(each.refused?.[protocol] ?? [])]));
  const defaults: FieldRules["body"] & {} = Object.assign({}, ...all.map(({ body }) => body));
  const names: FieldRules["headers"] & {} = Object.assign({}, ...all.map(({ headers }) => headers));
  const set = [
    ...Object.entries(defaults).map(([name, value]) => edit(name, value, true)),
    ...edits,
    ...(input.headerFields?.(input.headers, names) ?? []),
  ];
  return [
    ...set.filter(({ fields: [first = ""] }) => !dropped.has(first)),
    ...[...dropped].map((name) => edit(name, undefined, false)),
  ];
}

function edit(name: string, value: FieldEdit["value"], ifAbsent: boolean): FieldEdit {
  return { fields: [name], member: null, value, ifAbsent };
}
