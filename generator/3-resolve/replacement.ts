import type { Branch } from "../../runtime/selector/selector.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { listed } from "../diagnostics/suggest.ts";
import type { AliasTarget, BackendIr } from "../ir.ts";
import type { Groups } from "../regexp/token.ts";
import { type Context, type Located, within } from "./context.ts";
import { aliasForGlob, checkGlob } from "./odd-names.ts";
import { resolveInstance, routeOffset } from "./selectors.ts";
import { isLiteral, readTemplate, type TemplateIssue } from "./template.ts";

/** One leaf of a replacement. The position of its groups decides how much of it is known at build time. */
export function resolveReplacement(
  context: Context,
  backends: readonly BackendIr[],
  located: Located,
  branch: Branch,
  groups: Groups | null,
): AliasTarget {
  const start = routeOffset(located.text, branch);
  const route = readTemplate(branch.route, groups);
  for (const issue of route.issues) reportIssue(context, located, issue, start, groups);
  reportQuery(context, located, branch, start);
  reportText(context, located, branch, start, groups);
  const prefix = branch.route.slice(0, branch.route.length - branch.model.length);
  if (branch.backend === null || !isLiteral(readTemplate(prefix, groups).pieces)) {
    return { kind: "open", route: route.pieces };
  }
  const instance = resolveInstance(context, backends, located, branch, "The replacement of an alias");
  return { kind: "backend", backend: branch.backend, instance, model: readTemplate(branch.model, groups).pieces };
}

function reportIssue(context: Context, located: Located, issue: TemplateIssue, start: number, groups: Groups | null) {
  const span = within(context.document, located, start + issue.offset, issue.written.length);
  if (issue.group === null) {
    const problem = `\`${issue.written}\` stands for nothing; \`\\1\` and \`\\g<name>\` are groups, \`\\\\\` is a backslash.`;
    const hint = `Write \`\\${issue.written}\` if a backslash is meant, or the number of a group behind it.`;
    context.found.push(diagnostic("bad-selector", span, { problem, hint }));
    return;
  }
  context.found.push(diagnostic("missing-group", span, { group: issue.group, hint: groupHint(issue.group, groups) }));
}

function groupHint(group: string, groups: Groups | null): string {
  if (groups === null || groups.count === 0) {
    return "The pattern has no groups: put parentheses around the part that is meant, as in `^gpt-(.*)$`.";
  }
  const byNumber = new Map([...groups.names].map(([name, number]) => [number, name]));
  const names = Array.from({ length: groups.count }, (_, i) => byNumber.get(i + 1) ?? String(i + 1));
  const [first = "", second = ""] = group;
  const digit =
    group.length === 2 && Number(first) <= groups.count
      ? ` For group ${first} before a ${second}, write \`\\g<${first}>${second}\`.`
      : "";
  return `The pattern has ${names.length === 1 ? "the group" : "the groups"} ${listed(names, "and")}.${digit}`;
}

/** Parameters are checked at build time, so a group cannot be part of one. */
function reportQuery(context: Context, located: Located, branch: Branch, start: number): void {
  const from = start + branch.route.length;
  const end = branch.offset + branch.length;
  const backslash = located.text.slice(from, end).search(/\\(?:g<|\d)/);
  if (backslash === -1) return;
  const problem = "A group of the pattern cannot stand in a parameter.";
  const reason =
    "Parameters of a config are checked when it is compiled, and what a group will hold is not known then.";
  const hint = "Write the value out, with one alias for each.";
  const span = within(context.document, located, from + backslash, 2);
  context.found.push(diagnostic("unsupported-selector", span, { problem, reason, hint }));
}

/** What stands for a group in other languages. `$` and braces are in no name of a model. */
const FOREIGN_GROUP = /\$\{?(\d{1,2}|&)\}?|\$<(\w+)>|(?<![\\\w])\{(\d{1,2})\}/g;

/** Reports what is only text here, but would be a group elsewhere, and the `*` of globs. */
function reportText(
  context: Context,
  located: Located,
  { route, backend }: Branch,
  start: number,
  groups: Groups | null,
) {
  for (const { 0: written, 1: digits, 2: name, 3: braced, index } of route.matchAll(FOREIGN_GROUP)) {
    const span = within(context.document, located, start + index, written.length);
    const known = digits === "&" || digits === "0" ? "0" : (digits ?? name ?? braced ?? "");
    const reference = /^[1-9]$/.test(known) ? `\\${known}` : `\\g<${known}>`;
    const missing = known !== "0" && (groups === null || (groups.count < Number(known) && !groups.names.has(known)));
    const hint = missing ? groupHint(known, groups) : `Write \`${reference}\`.`;
    context.found.push(diagnostic("not-a-group", span, { written, hint }));
  }
  const model = backend === null ? route : route.slice(route.indexOf(":") + 1);
  const to = backend ?? "openai";
  const globHint = `Use ${aliasForGlob(model, to)}, so that the rest of the name is kept.`;
  checkGlob(context, located, start + route.length - model.length, model, { place: "A replacement", globHint });
}
