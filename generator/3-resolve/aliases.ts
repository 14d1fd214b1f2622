import type { FieldRules } from "../../runtime/contract/fields.ts";
import { annotationsOf } from "../../runtime/selector/annotations-of.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { AliasRule, BackendIr } from "../ir.ts";
import { asGlob } from "../regexp/glob.ts";
import { type ReadPattern, readPattern } from "../regexp/read-pattern.ts";
import { shapeOf } from "../regexp/shape.ts";
import type { Groups } from "../regexp/token.ts";
import { type Context, type Located, spanAt, within } from "./context.ts";
import { checkSingleKinds } from "./failure-kinds.ts";
import { resolveFields } from "./fields.ts";
import { resolveReplacement } from "./replacement.ts";
import { readSelector } from "./selectors.ts";

/** `model_aliases`: patterns read as Python does, replacements split at their operators and groups. */
export function resolveAliases(context: Context, backends: readonly BackendIr[]): readonly AliasRule[] {
  return (context.config.model_aliases ?? []).flatMap((alias, index) => {
    const path = ["model_aliases", index];
    const pattern = { text: alias.pattern, span: spanAt(context, [...path, "pattern"]) };
    const replacement = { text: alias.replacement, span: spanAt(context, [...path, "replacement"]) };
    const read = checkPattern(context, pattern);
    const resolved = resolveReplaced(
      context,
      backends,
      replacement,
      resolveFields(alias) ?? null,
      read.ok ? read.groups : null,
    );
    if (!read.ok || resolved === null) return [];
    return {
      origin: pattern.span,
      pattern: alias.pattern,
      replacement: alias.replacement,
      tree: read.tree,
      matching: read.matching,
      shape: shapeOf(read.tree),
      ...resolved,
    };
  });
}

function checkPattern(context: Context, located: Located): ReadPattern {
  const read = readPattern(located.text);
  if (read.ok) return read;
  const { kind, problem, hint, offset, length } = read.error;
  const span = within(context.document, located, offset, length);
  const glob = asGlob(located.text);
  const better = glob === null ? hint : `Write \`${glob.better}\`: a pattern is a regular expression, and not a glob.`;
  const code = kind === "invalid" ? "bad-regexp" : "unsupported-regexp";
  context.found.push(diagnostic(code, span, { pattern: located.text, problem, hint: better }));
  return read;
}

function resolveReplaced(
  context: Context,
  backends: readonly BackendIr[],
  located: Located,
  fields: FieldRules | null,
  groups: Groups | null,
): Pick<AliasRule, "kind" | "leaves"> | null {
  const selector = readSelector(context, located);
  if (selector === null) return null;
  checkSingleKinds(context, selector, located.span);
  const leaves = selector.branches.map((branch) => ({
    origin: within(context.document, located, branch.offset, branch.length),
    params: branch.params,
    annotations: annotationsOf(branch),
    fields,
    target: resolveReplacement(context, backends, located, branch, groups),
  }));
  return { kind: selector.kind, leaves };
}
