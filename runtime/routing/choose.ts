import type { CompiledRouter, Route, Settings } from "../contract.ts";
import { type ErrorCode, type GatewayError, gatewayError } from "../errors.ts";
import { needsParsing } from "../selector/characters.ts";
import { parseSelector } from "../selector/parse.ts";
import type { Branch, Selector } from "../selector/selector.ts";
import { mergeParams } from "./merge-params.ts";
import type { NotFound } from "./not-found.ts";
import { createOverrides } from "./overrides.ts";
import { unsupportedPart } from "./unsupported.ts";

export type Choice =
  | {
      readonly ok: true;
      readonly route: Route;
      /** What the client should know: parameters that were dropped. */
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly error: GatewayError };

/** From a client's model string to the route that it takes. */
export type Choose = (model: string) => Choice;

const NO_WARNINGS: readonly string[] = [];

/** Clients send few different model strings, each many times; what they could fill is bounded. */
const MOST_REMEMBERED = 256;
const LONGEST_REMEMBERED = 256;

/** force_model comes before static_route, and both before the aliases; which of them there are is known at start. */
export function createChoose(router: CompiledRouter, settings: Settings, notFound: NotFound): Choose {
  const override = createOverrides(router, settings);
  const chooseBranch = (branch: Branch): Route | null => {
    const overridden = override?.(branch);
    return overridden === undefined ? mergeParams(router.route(branch.route), branch.params, "request") : overridden;
  };

  const chooseParsed = (model: string): Choice => {
    const parsed = parseSelector(model);
    if (!parsed.ok) {
      const { code, message, offset } = parsed.error;
      return refuse(code, `${message} (At character ${offset + 1} of the model string.)`);
    }
    const { selector } = parsed;
    const unsupported = unsupportedPart(selector);
    if (unsupported !== null) return refuse("unsupported_construct", unsupported);
    const routes: Route[] = [];
    for (const branch of selector.branches) {
      const route = chooseBranch(branch);
      if (route === null) return { ok: false, error: notFound(branch.route) };
      if (selector.kind !== "single" && route.kind === "failover" && route.source === "selector") {
        return refuse(
          "unsupported_construct",
          `"${branch.route}" stands for a group, which cannot be part of another group.`,
        );
      }
      routes.push(route);
    }
    return { ok: true, route: groupOf(routes), warnings: warningsOf(selector) };
  };

  const remembered = new Map<string, Choice>();
  return (model) => {
    if (override === null && !needsParsing(model)) {
      const route = router.route(model);
      return route === null ? { ok: false, error: notFound(model) } : { ok: true, route, warnings: NO_WARNINGS };
    }
    const known = remembered.get(model);
    if (known !== undefined) return known;
    const choice = chooseParsed(model);
    if (choice.ok && model.length <= LONGEST_REMEMBERED) {
      if (remembered.size === MOST_REMEMBERED) remembered.clear();
      remembered.set(model, choice);
    }
    return choice;
  };
}

function groupOf(routes: readonly Route[]): Route {
  const [only] = routes;
  return routes.length === 1 && only !== undefined ? only : { kind: "failover", source: "selector", branches: routes };
}

function warningsOf(selector: Selector): readonly string[] {
  const issues = selector.branches.flatMap((branch) => branch.issues);
  if (issues.length === 0) return NO_WARNINGS;
  return issues.map(({ kind, name, expected }) =>
    kind === "unknown" ? `${name}: unknown parameter, ignored` : `${name}: must be ${expected}, ignored`,
  );
}

function refuse(code: ErrorCode, message: string): Choice {
  return { ok: false, error: gatewayError(code, message, "model") };
}
