import type { FieldEdit } from "../protocols/endpoints/field-edit.ts";
import { type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { writableText } from "../protocols/json/json-text.ts";
import { payloadOf } from "../wire/payload.ts";
import type { Payload } from "../wire/upstream.ts";
import { withEdits } from "./edits.ts";
import { scanned } from "./field-of.ts";
import type { Body, SplicedBody } from "./read-model.ts";
import { CONTEXT_TOKENS } from "./scan/own-fields.ts";
import { changesFor, splice } from "./splice.ts";

const REMOVE_OWN: FieldEdit = { fields: [CONTEXT_TOKENS], member: null, value: undefined, ifAbsent: false };

/**
 * The body for one attempt: the client's, with `model` and the edited fields replaced and without the field meant for
 * Turnout. null if that needs a full parse and the body turns out not to be JSON, or to nest deeper than can be serialised.
 */
export function writeBody(body: Body, model: string, edits: readonly FieldEdit[]): Payload | null {
  const all = hasOwnField(body) ? [...edits, REMOVE_OWN] : edits;
  if (body.kind === "parsed") return serialise(body.fields, model, all);
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
  const changes = top.kind === "object" ? changesFor(bytes, top, edits) : null;
  const named = top.kind === "object" ? top.members.get("model") : undefined;
  if (changes === null || named === undefined) return parseAndSerialise(bytes, model, edits);
  if (model !== body.model) {
    changes.push({ start: named.valueStart, end: named.valueEnd, text: JSON.stringify(model) });
  }
  return payloadOf(splice(bytes, changes));
}

function parseAndSerialise(bytes: Buffer, model: string, edits: readonly FieldEdit[]): Payload | null {
  const fields = parseObject(bytes.toString("utf8"));
  return fields === null ? null : serialise(fields, model, edits);
}

function serialise(fields: JsonObject, model: string, edits: readonly FieldEdit[]): Payload | null {
  const text = writableText(withEdits({ ...fields, model }, edits));
  return text === null ? null : payloadOf([Buffer.from(text)]);
}
