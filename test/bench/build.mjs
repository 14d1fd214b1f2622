/**
 * `npm run bench:build`: what a build takes, from `turnout build` to its end: processor time of all threads, the least of
 * the rounds, beside `node -e 0`, and the most memory. One row for the config of `turnout init`, and for 100, 1,000 and 10,000 aliases.
 * Usage: node test/bench/build.mjs [--rounds 3] [--cli FILE]   (another version's lib/generator/cli.js, to compare)
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    cli: { type: "string", default: fileURLToPath(new URL("../../lib/generator/cli.js", import.meta.url)) },
  },
});
const folder = mkdtempSync(join(tmpdir(), "turnout-build-"));

/** Exact names, prefixes, regular expressions and groups in turn, at a hundred backends. */
const RULES = [
  (i) => [`^model-${i}$`, `b${i % 100}:real-${i}`],
  (i) => [`^team-${i}-(.*)$`, `b${i % 100}:\\1`],
  (i) => [`^team-${i}-(\\d+)$`, `b${i % 100}:\\1`],
  (i) => [`^group-${i}-(.*)$`, `b${i % 100}:\\1|b${(i + 1) % 100}:\\1`],
];

function configOf(aliases) {
  const backend = (i) => ({
    type: "openai-compatible",
    base_url: "http://127.0.0.1:9001/v1",
    api_key: `\${KEY_${i}}`,
  });
  return JSON.stringify(
    {
      backends: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`b${i}`, backend(i)])),
      default_backend: "b0",
      auth: { enabled: false },
      model_aliases: Array.from({ length: aliases }, (_, i) => {
        const [pattern, replacement] = RULES[i % RULES.length](i);
        return { pattern, replacement };
      }),
    },
    null,
    1,
  );
}

/** Tells on the fourth stream what the process took, when it ends. */
const METER = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from "node:fs";
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, rss: maxRSS / 1024 }));
  });
`)}`;

async function run(args) {
  const child = spawn(process.execPath, ["--import", METER, ...args], { stdio: ["ignore", "ignore", "pipe", "pipe"] });
  const [errors, told] = await Promise.all([text(child.stderr), text(child.stdio[3])]);
  if (child.exitCode !== 0 && told === "") throw new Error(errors);
  return JSON.parse(told);
}

async function build(config) {
  const started = performance.now();
  const used = await run([values.cli, "build", config, "--out", join(folder, "out")]);
  return { ...used, wall: performance.now() - started };
}

try {
  const rows = [];
  for (const [name, aliases] of [
    ["starter", null],
    ["100", 100],
    ["1,000", 1000],
    ["10,000", 10_000],
  ]) {
    const config = join(folder, `${name}.yaml`);
    writeFileSync(config, aliases === null ? await starter() : configOf(aliases));
    const rounds = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      const nothing = await run(["-e", "0"]);
      rounds.push({ ...(await build(config)), nothing: nothing.cpu });
    }
    const least = (key) => Math.min(...rounds.map((round) => round[key]));
    rows.push({
      aliases: name,
      "cpu ms": Math.round(least("cpu")),
      "× node -e 0": Math.round(least("cpu") / least("nothing")),
      "wall ms": Math.round(least("wall")),
      "memory MB": Math.round(Math.max(...rounds.map(({ rss }) => rss))),
    });
  }
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What `turnout init` writes. */
async function starter() {
  const { STARTER_CONFIG } = await import("../../lib/generator/init/starter-config.js");
  return STARTER_CONFIG;
}
