import type { JsonObject } from "../json/json-object.ts";
import type { FieldEdit } from "./field-edit.ts";
import type { Frontend } from "./frontend.ts";

/** A request body, of which only what is asked for is read. */
export interface RequestFields {
  /** One member, parsed; undefined if it is absent. */
  field(name: string): unknown;
  /** Whether it could have this member; false is certain. */
  mayHave(name: string): boolean;
  /** The first two places of a text in its bytes; null if it is not bytes. */
  find(text: Buffer): readonly number[] | null;
}

/** Adds to the edits of a request what it takes so that a server knows its fields; mostly nothing. */
export type Dialect = (
  at: Pick<Frontend, "protocol">,
  request: RequestFields,
  edits: readonly FieldEdit[],
) => readonly FieldEdit[];

/** The same for a backend whose requests are sent as bytes, or translated. */
export interface BackendDialect {
  /** @param body the client's, as it was read */
  ofBody(at: Pick<Frontend, "protocol">, body: object, edits: readonly FieldEdit[]): readonly FieldEdit[];
  ofFields(at: Pick<Frontend, "protocol">, fields: JsonObject, edits: readonly FieldEdit[]): readonly FieldEdit[];
}
