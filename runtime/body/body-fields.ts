import type { RequestFields } from "../protocols/endpoints/dialect.ts";
import { fieldOf } from "./field-of.ts";
import type { Body } from "./read-model.ts";
import { findName } from "./scan/find-name.ts";

/** How the keys of these fields end: an underscore is rare, so that searching for it is fast. */
const ENDINGS = new Map<string, Buffer>();

/** A body of which only what is asked for is read. */
export class BodyFields implements RequestFields {
  readonly #body: Body;

  constructor(body: Body) {
    this.#body = body;
  }

  field(name: string): unknown {
    return fieldOf(this.#body, name);
  }

  mayHave(name: string): boolean {
    const body = this.#body;
    if (body.kind === "parsed") return Object.hasOwn(body.fields, name);
    if (body.scan !== null) return body.scan.top.kind !== "object" || body.scan.top.members.has(name);
    return findName(body.payload, endingOf(name)).length > 0;
  }

  find(text: Buffer): readonly number[] | null {
    const body = this.#body;
    return body.kind === "parsed" ? null : findName(body.payload, text);
  }
}

function endingOf(name: string): Buffer {
  let ending = ENDINGS.get(name);
  if (ending === undefined) {
    ending = Buffer.from(`${name.slice(Math.max(0, name.lastIndexOf("_")))}"`);
    ENDINGS.set(name, ending);
  }
  return ending;
}
