import { annotationsOf } from "../../runtime/selector/annotations-of.ts";
import { parseSelector } from "../../runtime/selector/parse.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Entry } from "../document.ts";
import type { BackendIr, FailoverRoute, RouteElement } from "../ir.ts";
import { escapePattern } from "../regexp/escape-pattern.ts";
import { type Context, entriesAt, type Located } from "./context.ts";
import { isBackend } from "./exact-names.ts";
import { checkElementKinds } from "./failure-kinds.ts";
import { checkGlob, checkOneName } from "./odd-names.ts";
import { resolveRouteRules } from "./route-rules.ts";
import { readSelector, resolveInstance, routeOffset } from "./selectors.ts";

/** `failover_routes`: lists of elements, each with its own name. */
export function resolveFailoverRoutes(context: Context, backends: readonly BackendIr[]): readonly FailoverRoute[] {
  return entriesAt(context, ["failover_routes"]).map((entry) => {
    checkName(context, entry);
    const config = context.config.failover_routes?.[entry.key];
    const policy = (config !== undefined && "elements" in config ? config.policy : undefined) ?? "ordered";
    const texts = textsOf(entry);
    const rules = resolveRouteRules(config);
    const asAlias = rules === null ? aliasFor(entry.key, texts, policy) : null;
    const elements = texts.flatMap((located) => resolveElement(context, backends, located, asAlias) ?? []);
    checkElementKinds(context, elements, policy);
    return { origin: entry.keySpan, name: entry.key, policy, rules, elements };
  });
}

function checkName(context: Context, { key: name, keySpan }: Entry): void {
  const parsed = parseSelector(name);
  const [branch] = parsed.ok ? parsed.selector.branches : [];
  const what = "a failover route";
  if (branch === undefined || branch.route !== name) {
    const about = "Operators, parameters and white space around a name mean something else in a model string.";
    const hint = "Write a bare model name, or `*` for all that have no route of their own.";
    context.found.push(diagnostic("bad-name", keySpan, { name, what, about, hint }));
  } else if (isBackend(context, branch.backend)) {
    const about = `Failover routes are for bare model names; a request for \`${name}\` goes to the backend \`${branch.backend}\` at once.`;
    const hint = `Use a bare name such as \`${branch.model}\`, or an alias with the pattern \`^${escapePattern(name)}$\`.`;
    context.found.push(diagnostic("bad-name", keySpan, { name, what, about, hint }));
  } else if (name !== "*") {
    const globHint = "Write the name of one model, or `*` for all that have no route of their own.";
    checkGlob(context, { text: name, span: keySpan }, 0, name, { place: "The name of a failover route", globHint });
  }
}

function textsOf({ value }: Entry): readonly Located[] {
  const list = value.kind === "mapping" ? value.entries.find(({ key }) => key === "elements")?.value : value;
  if (list?.kind !== "sequence") return [];
  return list.items.flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "string" ? [{ text: item.value, span: item.span }] : [],
  );
}

/** The same as a rule of `model_aliases`, if the first element is a weighted group and all others follow it. */
function aliasFor(name: string, texts: readonly Located[], policy: FailoverRoute["policy"]): string | null {
  const [drawn, ...behind] = texts.map(({ text }) => text.trim());
  if (drawn === undefined || name === "*" || (policy !== "ordered" && policy !== "km")) return null;
  const parsed = parseSelector(drawn);
  if (!parsed.ok || parsed.selector.kind !== "weighted") return null;
  const replacement = [drawn, ...behind.map((text) => `[backup]${text}`)].join("^");
  if (!parseSelector(replacement).ok) return null;
  return `{ pattern: ${JSON.stringify(`^${escapePattern(name)}$`)}, replacement: ${JSON.stringify(replacement)} }`;
}

function resolveElement(
  context: Context,
  backends: readonly BackendIr[],
  located: Located,
  asAlias: string | null,
): RouteElement | null {
  const selector = readSelector(context, located);
  const [branch, second] = selector?.branches ?? [];
  if (branch === undefined) return null;
  if (second !== undefined) {
    const problem = "An element of a failover route is one target, and this is a group.";
    const reason = "The list itself is the group, and its policy sets the order of its elements.";
    const hint =
      selector?.kind === "failover"
        ? "Make each branch an element of its own."
        : selector?.kind === "weighted" && asAlias !== null
          ? `Make each branch an element of its own, or write an alias in \`model_aliases\` instead of the route: \`${asAlias}\`.`
          : "Make each branch an element of its own, or give the whole group to an alias in `model_aliases`.";
    context.found.push(diagnostic("unsupported-selector", located.span, { problem, reason, hint }));
    return null;
  }
  const place = "An element of a failover route";
  const instance = resolveInstance(context, backends, located, branch, place);
  checkOneName(context, located, routeOffset(located.text, branch), branch.route, { place });
  const { backend, model, params } = branch;
  return { origin: located.span, backend, instance, model, params, annotations: annotationsOf(branch) };
}
