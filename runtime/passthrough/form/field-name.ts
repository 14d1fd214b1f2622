/** One parameter of a Content-Disposition: `; name="model"`. */
const PARAMETER =
  /;[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(?:"((?:[^"\\\r\n]|\\[^\r\n])*)"|([^";\r\n]*))[ \t]*/y;

/**
 * The name of a form's part, from its head, which ends in a blank line: https://www.rfc-editor.org/rfc/rfc7578#section-4.2.
 * null if there is none, or if it could be read in two ways.
 */
export function fieldName(head: string): string | null {
  const dispositions = head.split("\r\n").filter((line) => /^content-disposition[ \t]*:/i.test(line));
  const [line] = dispositions;
  if (line === undefined || dispositions.length > 1) return null;
  const kind = /^[^:]*:[ \t]*form-data[ \t]*/i.exec(line);
  if (kind === null) return null;
  let name: string | null = null;
  PARAMETER.lastIndex = kind[0].length;
  while (PARAMETER.lastIndex < line.length) {
    const found = PARAMETER.exec(line);
    if (found === null) return null;
    const parameter = found[1]?.toLowerCase() ?? "";
    // `name*` is another notation, which some readers prefer.
    if (parameter.startsWith("name*")) return null;
    if (parameter === "name") {
      if (name !== null || found[2]?.includes("\\")) return null;
      name = (found[2] ?? found[3] ?? "").trim();
    }
  }
  return name;
}
