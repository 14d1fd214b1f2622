import type { FieldEdit } from "../../protocols/endpoints/field-edit.ts";
import type { FormEvent } from "./form-reader.ts";

export interface FormChanges {
  /** The model for the upstream; null leaves the field unchanged. */
  readonly model: string | null;
  readonly edits: readonly FieldEdit[];
  readonly boundary: string;
}

const NOTHING: readonly Buffer[] = [];

/**
 * Turns the pieces of a form into the bytes to send: the model's value is replaced, fields with an edit are left out, and
 * their new values are added before the last line.
 */
export function formRewriter({ model, edits, boundary }: FormChanges): (event: FormEvent) => readonly Buffer[] {
  const replaced = new Set(edits.filter(({ ifAbsent }) => !ifAbsent).flatMap(({ fields }) => fields));
  const seen = new Set<string>();
  let skipping = false;

  function added(): readonly Buffer[] {
    return edits.flatMap(({ fields: [name], fields, value, ifAbsent }) => {
      const there = ifAbsent && fields.some((field) => seen.has(field));
      if (there || name === undefined || value === undefined) return [];
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return [Buffer.from(`\r\n--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}`)];
    });
  }

  return (event) => {
    switch (event.kind) {
      case "part": {
        const { name, bytes } = event;
        seen.add(name);
        skipping = replaced.has(name);
        if (skipping) return NOTHING;
        if (name !== "model" || model === null) return [bytes];
        skipping = true;
        return [bytes, Buffer.from(model)];
      }
      case "data":
        return skipping ? NOTHING : [event.bytes];
      case "close":
        return [...added(), event.bytes];
      case "around":
        return [event.bytes];
    }
  };
}
