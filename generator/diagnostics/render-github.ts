import type { Diagnostic } from "./diagnostic.ts";
import { inOrder } from "./order.ts";
import { prose } from "./prose.ts";

/**
 * Workflow commands, one line per finding, which GitHub shows at the lines of a pull request.
 * The escaping is that of the actions toolkit's `command.ts`: `%`, CR and LF in data, and `:` and `,` too in properties.
 * @param paths of files from the root of the repository, by the names that the findings have for them
 */
export function renderGithub(
  diagnostics: readonly Diagnostic[],
  paths: ReadonlyMap<string, string> = new Map(),
): string {
  return inOrder(diagnostics)
    .map((finding) => annotation(finding, paths))
    .join("");
}

function annotation(finding: Diagnostic, paths: ReadonlyMap<string, string>): string {
  const { message, why, fix } = prose(finding);
  const { span } = finding;
  const place =
    span === null
      ? {}
      : {
          file: paths.get(span.file) ?? span.file,
          line: span.line,
          col: span.column,
          endColumn: span.column + span.length,
        };
  const properties = Object.entries({ ...place, title: finding.code })
    .map(([key, value]) => `${key}=${inProperty(String(value))}`)
    .join(",");
  return `::${finding.severity} ${properties}::${inData([message, why, fix].filter((part) => part !== "").join("\n"))}\n`;
}

function inData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function inProperty(text: string): string {
  return inData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
