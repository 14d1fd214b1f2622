/** The steps of a build grow with the config and not with its square. */
import { expect, test } from "vitest";
import { load } from "../generator/1-load/load.ts";
import { validate } from "../generator/2-validate/validate.ts";
import { resolve } from "../generator/3-resolve/resolve.ts";
import { analyze } from "../generator/4-analyze/analyze.ts";
import { emit } from "../generator/5-emit/emit.ts";
import { countSteps } from "./support/count-steps.ts";

type Yaml = Readonly<Record<string, unknown>>;

const list = <T>(length: number, make: (index: number) => T): readonly T[] => Array.from({ length }, (_, i) => make(i));
const mapping = (length: number, make: (index: number) => readonly [string, unknown]) =>
  Object.fromEntries(list(length, make));
const alias = (pattern: string, replacement: string) => ({ pattern, replacement });

const TWO_BACKENDS = { one: { type: "mock" }, two: { type: "mock" } };

/** What a config can have many of. Every kind is one that some check once compared with all the others. */
const CONFIGS: Readonly<Record<string, (size: number) => Yaml>> = {
  "aliases of one name behind patterns": (size) => ({
    backends: TWO_BACKENDS,
    model_aliases: list(size, (i) =>
      i < size / 2 ? alias(`^team-${i}-(\\d+)$`, "one:\\1") : alias(`^name-${i}$`, `two:m-${i}`),
    ),
  }),
  "prefixes and names in turn": (size) => ({
    backends: TWO_BACKENDS,
    model_aliases: list(size, (i) =>
      i % 2 ? alias(`^team-${i}-(.*)$`, "one:\\1") : alias(`^name-${i}$`, `two:m-${i}`),
    ),
  }),
  "aliases without an end": (size) => ({
    backends: TWO_BACKENDS,
    default_backend: "one",
    model_aliases: list(size, (i) => (i % 2 ? alias(`^gpt-${i}`, `one:x-${i}`) : alias(`^name-${i}$`, `two:m-${i}`))),
  }),
  "groups of bare names": (size) => ({
    backends: { one: { type: "mock", models: list(size, (i) => `m-${i}`) }, two: { type: "mock" } },
    default_backend: "two",
    model_aliases: list(size, (i) => alias(`^name-${i}$`, `m-${i}|two:m-${i}`)),
  }),
  "failover routes": (size) => ({
    backends: { one: { type: "mock", models: list(size, (i) => `m-${i}`) }, two: { type: "mock" } },
    default_backend: "two",
    model_aliases: [alias("^other-(.*)$", "two:\\1")],
    failover_routes: mapping(size, (i) => [`route-${i}`, ["one:a", `m-${i}`, `x-${i}`]]),
  }),
  "backends with models and windows": (size) => ({
    backends: mapping(size, (i) => [
      `b${i}`,
      {
        type: "openai-compatible",
        base_url: "http://127.0.0.1:1/v1",
        models: [`m-${i}`],
        context_windows: { [`m-${i}`]: 9 },
      },
    ]),
    default_backend: "b0",
    model_aliases: list(size, (i) => alias(`^name-${i}$`, `b${i}:m-${i}|b0:x`)),
  }),
  "logins with parameters": (size) => ({
    backends: {
      ...mapping(size, (i) => [`b${i}`, { type: "openai-codex", auth_file: `auth-${i}.json`, models: [`m-${i}`] }]),
    },
    model_aliases: list(size, (i) => alias(`^name-${i}$`, `b${i}:m-${i}?reasoning_effort=low`)),
  }),
};

const SIZE = 50;
const TIMES = 4;
/** What runs less often for each of the many is no matter, whatever it grows by. */
const NOTED = 20;

test.each(Object.entries(CONFIGS))("%s", async (_, configOf) => {
  // What runs for the first time also sets things up.
  routesOf(configOf(3));
  const few = await countSteps(isOurs, () => routesOf(configOf(SIZE)));
  const many = await countSteps(isOurs, () => routesOf(configOf(SIZE * TIMES)));
  expect(many.size).toBeGreaterThan(500);
  expect(grownBeyond(few, many)).toEqual([]);
});

const isOurs = (url: string) => /\/(?:generator|runtime)\//.test(url);

/** Four times as much takes four times the steps, and a little more of what is sorted; each with each would take sixteen. */
function grownBeyond(few: ReadonlyMap<string, number>, many: ReadonlyMap<string, number>): readonly string[] {
  return [...many].flatMap(([place, count]) => {
    const before = few.get(place) ?? 0;
    const grown = count > SIZE * TIMES * NOTED && count > before * TIMES * 1.5;
    return grown ? [`${place}: ${before} to ${count}`] : [];
  });
}

/** All phases up to the emitted module. */
function routesOf(config: Yaml): string {
  const text = JSON.stringify(config, null, 1);
  const document = load({ file: "config.yaml", text });
  const valid = document.value && validate(document.value);
  const resolved = valid?.value && resolve(valid.value, () => ({ ok: false, problem: "it is not there" }));
  if (!resolved?.value)
    throw new Error(JSON.stringify([document, valid, resolved].flatMap((each) => each?.diagnostics ?? []).slice(0, 2)));
  analyze(resolved.value);
  return emit(resolved.value);
}
