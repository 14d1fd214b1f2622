import type { Json } from "../../../contract/fields.ts";
import type { RequestFields } from "../../endpoints/dialect.ts";
import type { FieldEdit } from "../../endpoints/field-edit.ts";
import { plainRoles } from "./plain-roles.ts";

const SYSTEM = Buffer.from('ystem"');
const DEVELOPER = Buffer.from('veloper"');
const ROLE = Buffer.from('"role"');

/** Messages with roles that every server knows, where every server knows them. */
export function withKnownRoles(request: RequestFields, edits: readonly FieldEdit[]): readonly FieldEdit[] {
  if (!mayNeed(request)) return edits;
  const messages = request.field("messages");
  if (!Array.isArray(messages)) return edits;
  const plain = plainRoles(messages);
  if (plain === messages) return edits;
  return [...edits, { fields: ["messages"], member: null, value: plain as readonly Json[], ifAbsent: false }];
}

/** One system message at the start, as nearly all requests have it, is fine: then no message has to be read. */
function mayNeed(request: RequestFields): boolean {
  const [first, second] = request.find(SYSTEM) ?? [0, 0];
  if (second !== undefined || (request.find(DEVELOPER)?.length ?? 1) > 0) return true;
  if (first === undefined) return false;
  const roleOfSecond = request.find(ROLE)?.[1];
  return roleOfSecond !== undefined && roleOfSecond < first;
}
