import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";
import type { FieldEdit } from "../protocols/endpoints/field-edit.ts";

/**
 * Edits that set body fields to the values of a client's headers. Those that it does not send, or sends empty, set nothing.
 *
 * @param names headers in lower case, by the field that each becomes: `user`, or `metadata.team` for a member of an object
 */
export type HeaderFields = (
  headers: IncomingHttpHeaders,
  names: Readonly<Record<string, string>>,
) => readonly FieldEdit[];

export const headerFields: HeaderFields = (headers, names) =>
  Object.entries(names).flatMap(([field, name]) => {
    const sent = headers[name];
    const text = textOf(typeof sent === "object" ? sent.join(", ") : (sent ?? ""));
    if (text === "") return [];
    const dot = field.indexOf(".");
    const [whole, member] = dot < 0 ? [field, null] : [field.slice(0, dot), field.slice(dot + 1)];
    return [{ fields: [whole], member, value: text, ifAbsent: false }];
  });

/** Node reads each byte of a header as a character; who writes names in headers writes UTF-8. */
function textOf(value: string): string {
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : value;
}
