import type { HttpBackend } from "../../../contract/http-backend.ts";
import type { RequestFields } from "../../endpoints/dialect.ts";
import type { FieldEdit } from "../../endpoints/field-edit.ts";

type Name = HttpBackend["maxTokensField"];

const OTHER: Readonly<Record<Name, Name>> = {
  max_tokens: "max_completion_tokens",
  max_completion_tokens: "max_tokens",
};

/** The limit of tokens under the name that the server knows. */
export function withKnownLimit(request: RequestFields, edits: readonly FieldEdit[], known: Name): readonly FieldEdit[] {
  const other = OTHER[known];
  if (!request.mayHave(other) || edits.some(({ fields, ifAbsent }) => fields.includes(other) && !ifAbsent))
    return edits;
  const value = request.field(other);
  // A request with both is the client's mistake, and the server's to judge.
  if (typeof value !== "number" || request.field(known) !== undefined) return edits;
  const rest = edits.filter(({ fields }) => !fields.includes(other));
  return [...rest, { fields: [known, other], member: null, value, ifAbsent: false }];
}
