/** What `turnout explain` shows is what the server does, with fixed draws and fresh rotations. */
import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import { emit } from "../generator/5-emit/emit.ts";
import { loadRoutes } from "../generator/dev/load-routes.ts";
import { explain } from "../generator/explain/explain.ts";
import { hasRaces } from "../generator/explain/has-races.ts";
import { systemClock } from "../runtime/clock.ts";
import type { CompiledRouter } from "../runtime/contract/router.ts";
import { createLogger } from "../runtime/log/create-logger.ts";
import { createChoose } from "../runtime/routing/choose.ts";
import { expand } from "../runtime/routing/expand/expand.ts";
import { createNotFound } from "../runtime/routing/not-found.ts";
import type { Attempt } from "../runtime/targets/attempt.ts";
import { prepareEndpoints } from "../runtime/targets/prepared-endpoint.ts";
import { compileConfig } from "./resolve/compile-config.ts";
import { probe } from "./support/arbitrary-config.ts";
import { nowhereDriver } from "./support/capabilities.ts";

const env = { K: "k", K_1: "k-1", K_2: "k-2" };

interface Shown {
  readonly backend: string;
  readonly key: number;
  readonly model: string;
  readonly params: object;
  readonly maxContext: number | null;
  readonly on: readonly string[] | null;
}

type Answer = { readonly attempts: readonly Shown[] } | { readonly error: string };

const OPERATORS = {
  "|": ["", "[max_context=5000]"],
  "^": ["", "[weight=7]", "[max_context=300,weight=2]"],
  "!": ["", "[handicap=2]", "[handicap=0.5,ttft_timeout=4]", "[max_context=300]"],
} as const;

/** A client's model string of some of the names. */
const written = fc.record({
  operator: fc.constantFrom("|", "^", "!"),
  branches: fc.array(fc.record({ name: fc.nat(59), block: fc.nat(3), seed: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  }),
});

const override = fc.constantFrom<object>(
  {},
  {},
  {},
  { force_model: "o1?seed=4" },
  { force_model: "[weight=2]forced^[max_context=50]a?temperature=1" },
  { static_route: "fixed![handicap=3]gpt-4o" },
  { static_route: "[max_context=90]gpt-4o|fixed?seed=5" },
);

function serverOf(router: CompiledRouter, canRace: boolean): (model: string) => Answer {
  const log = createLogger({ level: "silent", secrets: [], clock: systemClock, sink() {} });
  const context = { env, clock: systemClock, random: () => 0, log };
  const endpoints = prepareEndpoints(
    router,
    { http: nowhereDriver, codex: nowhereDriver, mock: nowhereDriver },
    context,
  );
  const { settings } = router;
  const choose = createChoose(router, settings, { notFound: createNotFound(router), canRace });
  const defaultBackend = router.backends.find(({ name }) => name === settings.defaultBackend)?.index ?? null;
  return (model) => {
    const choice = choose(model);
    if (!choice.ok) return { error: choice.error.code };
    // They stay where they start: a rotation that stands twice in a group would move on within one request.
    const still = new Proxy<number[]>([], { set: () => true });
    const counters = { rotations: still, keys: still, spares: still };
    const { route } = choice;
    const expanded = expand({ route, endpoints, defaultBackend, counters, random: () => 0, session: null, fits: null });
    switch (expanded.kind) {
      case "attempts":
        return { attempts: expanded.attempts.map(shown) };
      case "race":
        return { attempts: expanded.legs.flatMap((leg) => leg.attempts.map(shown)) };
      case "nowhere":
        return { error: "model_not_found" };
      default:
        throw new Error(expanded.kind);
    }
  };
}

function shown({ endpoint, model, params, rules }: Attempt): Shown {
  const { backend, instance } = endpoint;
  const { maxContext = null, on } = rules ?? {};
  return {
    backend: backend.name,
    key: instance.number,
    model,
    params: { ...params },
    maxContext,
    on: on?.at(-1) ?? null,
  };
}

function explained(ir: Parameters<typeof explain>[0], text: string): Answer {
  const { error, attempts } = explain(ir, text);
  if (error !== undefined) return { error: error.code };
  return {
    attempts: attempts.map(({ target, params, max_context: maxContext = null, on = null }) => {
      const colon = target.indexOf(":");
      const [backend = "", key = "1"] = target.slice(0, colon).split(".");
      return { backend, key: Number(key), model: target.slice(colon + 1), params, maxContext, on };
    }),
  };
}

test("explain shows the attempts of the server, for every model string", async () => {
  const kinds = new Map<string, number>();
  const strings = fc.array(written, { minLength: 40, maxLength: 40 });
  const property = fc.asyncProperty(probe, override, strings, async ({ text, names }, overridden, selectors) => {
    // How many keys `${K_*}` stands for shows only on the server.
    const listed = text.replaceAll('"api_keys": "${K_*}"', '"api_key": "${K}"');
    const { ir } = compileConfig(JSON.stringify({ ...JSON.parse(listed), ...overridden }, null, 1));
    if (ir === null) return;
    const answer = serverOf(await loadRoutes(emit(ir)), hasRaces(ir));
    for (const { operator, branches } of selectors) {
      const model = branches
        .map(({ name, block, seed }, index) => {
          const kinds = operator === "|" && index > 0 && block === 2 ? "[on=quota]" : "";
          const annotation = branches.length > 1 ? (OPERATORS[operator][block] ?? kinds) : "";
          return `${annotation}${names[name] ?? ""}${seed ? "?seed=9" : ""}`;
        })
        .join(operator);
      const expected = answer(model);
      deepStrictEqual(explained(ir, model), expected, JSON.stringify(model));
      const kind = "error" in expected ? expected.error : branches.length > 1 ? operator : "single";
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  });
  await fc.assert(property, { numRuns: 150, endOnFailure: true });
  for (const kind of ["|", "^", "!", "single", "model_not_found", "unsupported_construct"]) {
    expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(100);
  }
});
