import { type Body, readModel } from "../../runtime/body/read-model.ts";
import { writeBody } from "../../runtime/body/write-body.ts";
import type { FieldEdit } from "../../runtime/protocols/endpoints/field-edit.ts";
import { flatten, payloadOf } from "../../runtime/wire/payload.ts";
import type { Payload } from "../../runtime/wire/upstream.ts";

/** A request that has been read. */
export function bodyOf(payload: Payload): Body {
  const read = readModel(payload, null);
  if (!read.ok) throw new Error(read.error.message);
  return read.body;
}

export const bodyOfText = (text: string): Body => bodyOf(payloadOf([Buffer.from(text)]));

/** What goes up, as the upstream reads it. */
export function written(body: Body, model: string, edits: readonly FieldEdit[]): Record<string, unknown> {
  const payload = writeBody(body, model, edits);
  if (payload === null) throw new Error("The body could not be written.");
  const bytes = flatten(payload);
  if (payload.length !== bytes.length) throw new Error("The payload is not as long as it says.");
  return JSON.parse(bytes.toString("utf8")) as Record<string, unknown>;
}
