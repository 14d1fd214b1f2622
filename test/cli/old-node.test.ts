/** A Node that is too old: one that says it is 18 runs the command line and the server. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lateNames, versionLine } from "../../generator/7-bundle/old-node.ts";
import { LEAST_NODE } from "../../generator/files/least-node.ts";
import { folderWith, runCli } from "../support/cli.ts";

const OLD = `data:text/javascript,${encodeURIComponent(
  'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.8" } });',
)}`;
const env = { NODE_OPTIONS: `--import=${OLD}` };

it("is the version that package.json names", () => {
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(engines.node).toBe(`>=${LEAST_NODE.major}.${LEAST_NODE.minor}`);
});

it("gets one line from the command line", async () => {
  expect(await runCli(["--version"], { env })).toEqual({
    code: 1,
    stdout: "",
    stderr: "turnout needs Node 20.19 or later, and this is Node 18.20.8.\n",
  });
});

it("gets one line from a server", () => {
  const file = join(folderWith(), "server.mjs");
  writeFileSync(file, `${versionLine()}\nconsole.log("runs");`);
  const run = (extra: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [file], { encoding: "utf8", env: { ...process.env, ...extra } });
  expect(run(env)).toMatchObject({
    status: 1,
    stdout: "",
    stderr: "This server needs Node 20.19 or later, and this is Node 18.20.8.\n",
  });
  expect(run({})).toMatchObject({ status: 0, stdout: "runs\n" });
});

it("does not fail before that line, at a name that it does not have", () => {
  const code = [
    'import { hash, createHash as make } from "node:crypto";',
    'import fs, { openAsBlob } from "node:fs";',
    'import * as os from "node:os";',
    'import net from "node:net";',
    'const text = `import { x } from "node:y";`;',
  ].join("\n");
  expect(lateNames(code).split("\n")).toEqual([
    'import * as node$1 from "node:crypto"; const { hash, createHash: make } = node$1;',
    'import fs from "node:fs"; import * as node$2 from "node:fs"; const { openAsBlob } = node$2;',
    'import * as os from "node:os";',
    'import net from "node:net";',
    'const text = `import { x } from "node:y";`;',
  ]);
});
