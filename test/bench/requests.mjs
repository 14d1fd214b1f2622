/**
 * `npm run bench`: what a request costs in processor time, compared with nginx, with two programs below which no relay in Node
 * can get, and with an older version. Everything runs here and talks over loopback. Linux only: the times are the kernel's.
 */
import { statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildVersion, findVersion, upstreamPortsOf } from "./requests/before.mjs";
import { startCounting } from "./requests/counting.mjs";
import { placesOn, readMachine, warningsFor } from "./requests/machine.mjs";
import { measureRow, secondsFor } from "./requests/measure.mjs";
import { HELP, parseOptions } from "./requests/options.mjs";
import { installPortkey } from "./requests/portkey.mjs";
import { faultsOf, ratiosOf, tableOf } from "./requests/report.mjs";
import { serves, targetsFor } from "./requests/targets.mjs";
import { findTools } from "./requests/tools.mjs";
import { readVersions } from "./requests/versions.mjs";
import { buildArtifact } from "./support/artifact.mjs";
import { benchConfig } from "./support/bench-config.mjs";
import { stopProcess } from "./support/processes.mjs";
import { createScope } from "./support/scope.mjs";

/** How much longer than expected a run may take before it is given up; a busy machine is slow. */
const SLACK = { times: 4, seconds: 300 };
const say = (text) => console.error(text);

const options = parseOptions(process.argv.slice(2));
if (options.kind === "run") await main();
else if (options.kind === "help") console.log(HELP);
else {
  say(`${options.message}\n\n${HELP}`);
  process.exitCode = 2;
}

async function main() {
  const scope = createScope();
  const leave = async (text, code) => {
    say(text);
    await scope.close();
    process.exit(code);
  };
  process.once("SIGINT", () => leave("Stopped.", 130));
  process.once("SIGTERM", () => leave("Stopped.", 143));
  try {
    await run(scope, (seconds) => {
      setTimeout(() => leave(`Given up after ${Math.round(seconds)} seconds.`, 1), seconds * 1000).unref();
    });
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
  } finally {
    await scope.close();
  }
  process.exit();
}

async function run(scope, limit) {
  if (process.platform !== "linux") throw new Error("This needs Linux: the kernel's times of each thread.");
  const tools = findTools(say);
  const machine = readMachine();
  for (const warning of warningsFor(machine)) say(`Warning: ${warning}`);
  const { proxy, other } = placesOn(machine);
  const version = options.before === null ? null : findVersion(options.before);
  const portkey = options.portkey ? installPortkey(say) : null;

  const ports = version?.kind === "artifact" ? upstreamPortsOf(version.file) : [];
  const program = fileURLToPath(new URL("./requests/upstream.mjs", import.meta.url));
  const upstream = await startCounting([process.execPath, program, "0", ...ports.map(String)], { cpu: other });
  scope.defer(() => stopProcess(upstream.child));

  say("Building.");
  const config = benchConfig({ upstreamPort: upstream.port, auth: options.auth });
  const artifacts = [{ id: "now", title: "Turnout", file: buildArtifact(config, scope.folder("now")) }];
  if (version !== null) {
    artifacts.push({ id: "before", title: `before: ${version.title}`, file: buildVersion(version, config, scope) });
  }

  const { node } = options;
  const all = targetsFor({ node, cpu: proxy, nginx: tools.nginx, upstream, scope, artifacts, portkey });
  const plan = options.rows.map((name) => ({ name, targets: all.filter((target) => serves(target, name)) }));
  const seconds = plan.reduce((sum, { name, targets }) => sum + secondsFor(name, options, targets.length), 0);
  say(
    `Measuring ${options.rows.join(", ")}: about ${Math.ceil(seconds / 60)} minutes. Leave the machine alone meanwhile.`,
  );
  limit(seconds * SLACK.times + SLACK.seconds);

  const settings = { ...options, wrk: tools.wrk, loadCpu: other, place: scope.folder("load") };
  const rows = [];
  for (const { name, targets } of plan) {
    const measured = await measureRow(name, targets, settings);
    rows.push({ name, measured, ratios: ratiosOf(measured) });
    say(`${name} is done.`);
  }
  report(all, rows, { machine, versions: readVersions(tools, node), bytes: statSync(artifacts[0].file).size });
}

function report(columns, rows, { machine, versions, bytes }) {
  const date = new Date().toISOString().slice(0, 10);
  const faults = faultsOf(columns, rows);
  const failed = rows.flatMap(({ measured }) => measured).reduce((sum, each) => sum + each.failed, 0);
  console.log(`${tableOf(columns, rows)}

Processor time of a request, × nginx: medians of all turns, quartiles in brackets; rounds: ${options.rounds}, turns in each: ${options.turns}, half as many with paced streams. ${date}, Turnout ${versions.turnout}${options.auth ? " with authentication" : ""}, Node ${versions.node}, nginx ${versions.nginx}, wrk ${versions.wrk}, Linux ${machine.kernel}, ${machine.count} × ${machine.model}. The artifact has ${Math.round(bytes / 1000)} KB. Requests that failed: ${failed}.`);
  if (options.json !== null) {
    writeFileSync(options.json, `${JSON.stringify({ date, versions, machine, bytes, options, rows }, null, 2)}\n`);
  }
  for (const fault of faults) say(fault);
  if (faults.length > 0) process.exitCode = 1;
}
