/**
 * `npm run bench:lookup`: how long a compiled router takes to find a name, by the number and kind of its rules.
 * Nanoseconds of processor time a look-up, the median of 9 rounds; every round looks up the same 1,000 names in the same order.
 */
import { compile } from "../../lib/generator/compile.js";
import { loadRoutes } from "../../lib/generator/dev/load-routes.js";
import { median } from "./support/statistics.mjs";

const SIZES = process.argv[2] ? [Number(process.argv[2])] : [10, 100, 1_000, 10_000];
const ROUNDS = 9;
const LOOKUPS = 200_000;

/** One rule: its pattern, a name that it takes, and the model or the models of its replacement. */
const KINDS = {
  exact: (i) => [`^model-${i}$`, `model-${i}`, `real-${i}`],
  prefix: (i) => [`^team-${i}-(.*)$`, `team-${i}-gpt`, "\\1"],
  "prefixes of many lengths": (i) => [`^${"x".repeat(i % 40)}${i}-(.*)$`, `${"x".repeat(i % 40)}${i}-gpt`, "\\1"],
  "regular expressions": (i) => [`^team-${i}-(\\d+)$`, `team-${i}-42`, "\\1"],
  mixed: (i) => Object.values(KINDS)[i % 4](i),
  "weighted groups": (i) => [`^team-${i}-(.*)$`, `team-${i}-gpt`, "[weight=2]one:\\1^two:\\1"],
  "groups by regular expressions": (i) => [`^team-${i}-(\\d+)$`, `team-${i}-42`, "one:a-\\1!two:\\1"],
  "failover of bare names": (i) => [`^team-${i}-(.*)$`, `team-${i}-gpt`, "\\1|two:\\1"],
};

const rows = [];
for (const [kind, make] of Object.entries(KINDS)) {
  for (const size of SIZES) {
    const rules = Array.from({ length: size }, (_, i) => make(i));
    const started = performance.now();
    const router = await routerOf(rules);
    const build = performance.now() - started;
    const hits = sample(rules).map(([, name]) => name);
    const misses = sample(rules).map(([, name]) => `no-${name}`);
    rows.push({
      rules: kind,
      count: size,
      "hit ns": nanoseconds(router, hits),
      "miss ns": nanoseconds(router, misses),
      "routes.ts ms": Math.round(build),
    });
  }
}
console.table(rows);
if (rows.some((row) => row["hit ns"] >= 1000 || row["miss ns"] >= 1000)) {
  console.error("A look-up took a microsecond or more.");
  process.exitCode = 1;
}

async function routerOf(rules) {
  const config = {
    backends: { one: { type: "mock" }, two: { type: "mock" } },
    default_backend: "one",
    model_aliases: rules.map(([pattern, , model], i) => ({
      pattern,
      replacement: /[|^!]/.test(model) ? model : `${i % 2 ? "one" : "two"}:${model}`,
    })),
  };
  const result = await compile({ file: "config.yaml", text: JSON.stringify(config, null, 1), bundle: false });
  const [routes] = result.files;
  if (routes === undefined) throw new Error(JSON.stringify(result.diagnostics.slice(0, 3)));
  return await loadRoutes(routes.text);
}

/** 1,000 of the rules, spread evenly and then shuffled the same way each time. */
function sample(rules) {
  const picked = Array.from({ length: 1000 }, (_, i) => rules[Math.floor((i * rules.length) / 1000)]);
  return picked.map((_, i) => picked[(i * 387) % 1000]);
}

function nanoseconds(router, names) {
  const rounds = Array.from({ length: ROUNDS }, () => {
    let found = 0;
    const started = process.cpuUsage();
    // A name comes out of a parsed body, so it is a fresh string that has no hash yet.
    for (let i = 0; i < LOOKUPS; i++) if (router.route(names[i % names.length]) !== null) found += 1;
    const { user, system } = process.cpuUsage(started);
    const took = ((user + system) * 1000) / LOOKUPS;
    if (found !== LOOKUPS) throw new Error("a name led nowhere");
    return took;
  });
  return Math.round(median(rounds));
}
