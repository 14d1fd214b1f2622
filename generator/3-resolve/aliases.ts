import { annotationsOf } from "../../runtime/selector/annotations-of.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { AliasRule, BackendIr } from "../ir.ts";
import { asGlob } from "../regexp/glob.ts";
import { parsePattern } from "../regexp/parse.ts";
import { shapeOf } from "../regexp/shape.ts";
import type { Groups } from "../regexp/token.ts";
import { type Translated, translate } from "../regexp/translate.ts";
import { type Context, type Located, spanAt, within } from "./context.ts";
import { resolveReplacement } from "./replacement.ts";
import { readSelector } from "./selectors.ts";

/** `model_aliases`: patterns translated to JavaScript, replacements split at their operators and groups. */
export function resolveAliases(context: Context, backends: readonly BackendIr[]): readonly AliasRule[] {
  return (context.config.model_aliases ?? []).flatMap((alias, index) => {
    const path = ["model_aliases", index];
    const pattern = { text: alias.pattern, span: spanAt(context, [...path, "pattern"]) };
    const replacement = { text: alias.replacement, span: spanAt(context, [...path, "replacement"]) };
    const translated = translatePattern(context, pattern);
    const resolved = resolveReplaced(context, backends, replacement, translated.ok ? translated.groups : null);
    if (!translated.ok || resolved === null) return [];
    return {
      origin: pattern.span,
      pattern: alias.pattern,
      replacement: alias.replacement,
      regexp: translated.source,
      tree: parsePattern(translated.tokens),
      shape: shapeOf(translated.tokens),
      ...resolved,
    };
  });
}

function translatePattern(context: Context, located: Located): Translated {
  const translated = translate(located.text);
  if (translated.ok) return translated;
  const { problem, hint, offset, length } = translated.error;
  const span = within(context.document, located, offset, length);
  const glob = asGlob(located.text);
  const better = glob === null ? hint : `Write \`${glob.better}\`: a pattern is a regular expression, and not a glob.`;
  context.found.push(diagnostic("bad-regexp", span, { pattern: located.text, problem, hint: better }));
  return translated;
}

function resolveReplaced(
  context: Context,
  backends: readonly BackendIr[],
  located: Located,
  groups: Groups | null,
): Pick<AliasRule, "kind" | "leaves"> | null {
  const selector = readSelector(context, located);
  if (selector === null) return null;
  const leaves = selector.branches.map((branch) => ({
    origin: within(context.document, located, branch.offset, branch.length),
    params: branch.params,
    annotations: annotationsOf(branch),
    target: resolveReplacement(context, backends, located, branch, groups),
  }));
  return { kind: selector.kind, leaves };
}
