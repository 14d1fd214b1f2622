import type { Payload } from "../upstream/upstream.ts";
import type { FieldEdit } from "./edits.ts";
import { flatten, payloadOf } from "./payload.ts";
import type { Body, SplicedBody } from "./read-model.ts";
import { scanTopLevel } from "./scan/top-level.ts";
import { changesFor, splice } from "./splice.ts";

/** The body for one attempt: the client's, with `model` and the edited fields in place of its own. */
export function writeBody(body: Body, model: string, edits: readonly FieldEdit[]): Payload {
  if (body.kind === "parsed") return serialise(body.fields, model, edits);
  const payload = model === body.model ? body.payload : spliceModel(body, model);
  return edits.length === 0 ? payload : spliceFields(flatten(payload), model, edits);
}

function spliceModel(body: SplicedBody, model: string): Payload {
  const text = Buffer.from(JSON.stringify(model));
  return payloadOf(
    body.payload.pieces.flatMap((piece, index) =>
      index === body.piece ? [piece.subarray(0, body.start), text, piece.subarray(body.end)] : [piece],
    ),
  );
}

function spliceFields(bytes: Buffer, model: string, edits: readonly FieldEdit[]): Payload {
  const scan = scanTopLevel(bytes, new Set(edits.flatMap((edit) => edit.fields)));
  const changes = scan.kind === "object" ? changesFor(scan.members, scan.open, edits) : null;
  if (scan.kind === "object" && changes !== null) return payloadOf(splice(bytes, changes));
  return serialise(JSON.parse(bytes.toString("utf8")), model, edits);
}

function serialise(fields: Readonly<Record<string, unknown>>, model: string, edits: readonly FieldEdit[]): Payload {
  const copy: Record<string, unknown> = { ...fields, model };
  for (const { fields: names, value, ifAbsent } of edits) {
    if (ifAbsent && names.some((name) => copy[name] !== undefined)) continue;
    for (const name of names) delete copy[name];
    const [first] = names;
    if (first !== undefined) copy[first] = value;
  }
  return payloadOf([Buffer.from(JSON.stringify(copy))]);
}
