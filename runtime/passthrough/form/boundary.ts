/** One parameter of a Content-Type: https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1 */
const PARAMETER = /[ \t]*;[ \t]*(?:([^\s;="]+)=(?:"([^"\\]*)"|([^\s;"]*)))?/y;

/**
 * The boundary of a form, from its Content-Type; null if it is not a form, has no boundary, or could be read in two ways.
 */
export function boundaryOf(contentType: string | undefined): string | null {
  const kind = /^multipart\/form-data(?=[ \t]*;)/i.exec(contentType ?? "");
  if (contentType === undefined || kind === null) return null;
  let boundary: string | null = null;
  PARAMETER.lastIndex = kind[0].length;
  while (PARAMETER.lastIndex < contentType.length) {
    const found = PARAMETER.exec(contentType);
    if (found === null) return null;
    const [, name = "", quoted, plain = ""] = found;
    if (!/^boundary(?:\*|$)/i.test(name)) continue;
    if (boundary !== null || name.includes("*")) return null;
    boundary = quoted ?? plain;
  }
  return boundary !== null && /^.{1,200}$/.test(boundary) ? boundary : null;
}
