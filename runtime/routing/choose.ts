import type { Route } from "../contract/route.ts";
import type { CompiledRouter } from "../contract/router.ts";
import type { Settings } from "../contract/settings.ts";
import { type ErrorCode, type GatewayError, gatewayError } from "../errors.ts";
import { needsParsing } from "../selector/characters.ts";
import { withPlace } from "../selector/failure.ts";
import { parseSelector } from "../selector/parse.ts";
import type { Branch, Selector } from "../selector/selector.ts";
import { createForbidden } from "./client-selectors.ts";
import { compose, isComposite, type Placed } from "./compose.ts";
import { mergeParams } from "./merge-params.ts";
import type { NotFound } from "./not-found.ts";
import { createOverrides } from "./overrides.ts";

export type Choice =
  | {
      readonly ok: true;
      readonly route: Route;
      /** Warnings for the client about parameters that were dropped. */
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly error: GatewayError };

/** Finds the route for a client's model string. */
export type Choose = (model: string) => Choice;

const NO_WARNINGS: readonly string[] = [];

/** Clients send few different model strings, each many times; the limit bounds the memory they can take. */
const MOST_REMEMBERED = 256;
const LONGEST_REMEMBERED = 256;

export interface ChooseTools {
  readonly notFound: NotFound;
  /** Whether `A!B` is compiled in. */
  readonly canRace: boolean;
}

/** force_model applies before static_route, and both before the aliases; which of them are set is known at start. */
export function createChoose(router: CompiledRouter, settings: Settings, tools: ChooseTools): Choose {
  const { notFound, canRace } = tools;
  const override = createOverrides(router, settings);
  const forbidden = createForbidden(router, settings.server);
  const chooseBranch = (branch: Branch): Route | null => {
    const overridden = override?.(branch);
    return overridden === undefined ? mergeParams(router.route(branch.route), branch.params, "request") : overridden;
  };

  const chooseParsed = (model: string): Choice => {
    const parsed = parseSelector(model);
    if (!parsed.ok) return refuse(parsed.error.code, parsed.error.message, parsed.error.offset);
    const { selector } = parsed;
    const problem = forbidden?.(selector) ?? null;
    if (problem !== null) return { ok: false, error: gatewayError("unsupported_construct", problem, "model") };
    if (selector.kind === "parallel" && !canRace)
      return refuse("unsupported_construct", NO_RACES, (selector.branches[1]?.offset ?? 1) - 1);
    const placed: Placed[] = [];
    for (const branch of selector.branches) {
      const route = chooseBranch(branch);
      if (route === null) return { ok: false, error: notFound(branch.route) };
      if (selector.kind !== "single" && isComposite(route)) {
        const message = `"${branch.route}" stands for a group, which cannot be part of another group.`;
        return refuse("unsupported_construct", message, branch.offset);
      }
      placed.push({ branch, route });
    }
    const route = compose(selector.kind, placed);
    return route === null ? { ok: false, error: notFound(model) } : { ok: true, route, warnings: warningsOf(selector) };
  };

  // Routes can be cached because nothing random or rotating has been decided in them: that is done for each request.
  const remembered = new Map<string, Choice>();
  return (model) => {
    if (override === null && forbidden === null && !needsParsing(model)) {
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

/** For an artifact without races. */
export const NO_RACES =
  "A!B is not compiled into this server, because its config has no such group. Give it a model alias with one.";

function warningsOf(selector: Selector): readonly string[] {
  const issues = selector.branches.flatMap((branch) => branch.issues);
  if (issues.length === 0) return NO_WARNINGS;
  return issues.map(({ kind, name, expected }) =>
    kind === "unknown" ? `${name}: unknown parameter, ignored` : `${name}: must be ${expected}, ignored`,
  );
}

function refuse(code: ErrorCode, message: string, offset: number): Choice {
  return {
    ok: false,
    error: gatewayError(code, withPlace(message, offset), "model"),
  };
}
