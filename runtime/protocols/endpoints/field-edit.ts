import type { Json } from "../../contract/fields.ts";

/** A change of one body field. */
export interface FieldEdit {
  /** The names under which clients send the field; the first is written, the others are removed. */
  readonly fields: readonly string[];
  /** The member to write if the field is an object of which only one member changes; null to write the whole field. */
  readonly member: string | null;
  /** undefined removes the field. */
  readonly value: Json | undefined;
  /** Whether this is only a default: what the client sent under any of the names stays. */
  readonly ifAbsent: boolean;
}
