import type { FieldEdit } from "../protocols/endpoints/field-edit.ts";
import type { JsonObject } from "../protocols/json/json-object.ts";
import { payloadOf } from "../wire/payload.ts";
import type { Payload } from "../wire/upstream.ts";
import { applyEdits } from "./edits.ts";
import { scanned } from "./field-of.ts";
import { fieldsIn } from "./fields-in.ts";
import type { Body, SplicedBody } from "./read-model.ts";
import { CONTEXT_TOKENS } from "./scan/own-fields.ts";
import { changesFor, splice } from "./splice.ts";
import { type LongTexts, written } from "./whole/long-texts.ts";

const REMOVE_OWN: FieldEdit = { fields: [CONTEXT_TOKENS], member: null, value: undefined, ifAbsent: false };

/**
 * The body for one attempt: the client's, with `model` and the edited fields replaced and without the field meant for
 * Turnout. null if that needs a full parse and the body turns out not to be JSON, or to exceed a limit, which its `refusal`
 * then says.
 */
export function writeBody(body: Body, model: string, edits: readonly FieldEdit[]): Payload | null {
  const all = hasOwnField(body) ? [...edits, REMOVE_OWN] : edits;
  if (body.kind === "parsed") return serialise(body.fields, body.long, model, all);
  if (all.length > 0) return spliceFields(body, model, all);
  return model === body.model ? body.payload : spliceModel(body, model);
}

/** A large body whose members were not all read has none: the search for its model would have found it. */
function hasOwnField(body: Body): boolean {
  if (body.kind === "parsed") return Object.hasOwn(body.fields, CONTEXT_TOKENS);
  return body.scan !== null && body.scan.top.kind === "object" && body.scan.top.members.has(CONTEXT_TOKENS);
}

function spliceModel({ payload, piece, start, end }: SplicedBody, model: string): Payload {
  const text = Buffer.from(JSON.stringify(model));
  const pieces = payload.pieces.flatMap((bytes, index) =>
    index === piece ? [bytes.subarray(0, start), text, bytes.subarray(end)] : [bytes],
  );
  return { pieces, length: payload.length - (end - start) + text.length };
}

function spliceFields(body: SplicedBody, model: string, edits: readonly FieldEdit[]): Payload | null {
  const { bytes, top } = scanned(body);
  const changes = top.kind === "object" ? changesFor(bytes, top, edits, body.limits) : null;
  const named = top.kind === "object" ? top.members.get("model") : undefined;
  if (changes === null || named === undefined) return parseAndSerialise(body, model, edits);
  if (model !== body.model) {
    changes.push({ start: named.valueStart, end: named.valueEnd, text: JSON.stringify(model) });
  }
  return payloadOf(splice(bytes, changes));
}

function parseAndSerialise(body: SplicedBody, model: string, edits: readonly FieldEdit[]): Payload | null {
  const fields = fieldsIn(body);
  return fields === null ? null : serialise(fields, body.long, model, edits);
}

function serialise(
  fields: JsonObject,
  long: LongTexts | null,
  model: string,
  edits: readonly FieldEdit[],
): Payload | null {
  const whole = { ...fields, model };
  applyEdits(whole, edits);
  return written(whole, long);
}
