import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { runBundler } from "../../generator/7-bundle/bundler.ts";
import { STAND_INS } from "../../generator/7-bundle/stand-ins.ts";
import { createCertificate, hasOpenssl } from "../support/certificate.ts";
import { startRawServer } from "../support/raw-server.ts";
import { startRedis } from "../support/redis.ts";

const MODULE = fileURLToPath(new URL("../../runtime/state/redis/connect-state.ts", import.meta.url));
const CLOCK = fileURLToPath(new URL("../../runtime/clock.ts", import.meta.url));

/** Joins, or fails to, and closes: then nothing is left that the process would wait for. */
const ENTRY = `
  import { connectRedis } from "./connect-state.ts";
  import { systemClock } from "./clock.ts";
  const counters = { rotations: [], keys: [], spares: [] };
  const log = { level: "info", debug() {}, warn: end, info: end, error: end, line() {}, flush() {} };
  const state = connectRedis({ url: process.argv[2], clock: systemClock, log, counters, onChange() {} });
  async function end(event) {
    state.publish({ kind: "key_died", instance: "a.1", reason: "401" });
    await state.close();
    process.stdout.write(event + " closed");
  }
`;

async function bundle(minify: boolean): Promise<string> {
  const { code } = await runBundler({
    modules: new Map([...STAND_INS, ["entry.ts", ENTRY]]),
    entry: "entry.ts",
    scheme: /^\.\/(?:connect-state|clock)\.ts$/,
    resolve: (id) => ({ "./connect-state.ts": MODULE, "./clock.ts": CLOCK })[id] ?? null,
    fill: () => "",
    minify,
  });
  return code;
}

test("the client is one file that only imports modules of Node, and takes less than half of the artifact's limit", async () => {
  const code = await bundle(true);
  // Measured: 190,903 bytes, 51.8 KB gzipped. An artifact may have 450 KB.
  expect(code.length).toBeLessThan(200_000);
});

interface Run {
  readonly output: string;
  readonly errors: string;
}

async function run(file: string, url: string, env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const child = spawn(process.execPath, [file, url], { stdio: ["ignore", "pipe", "pipe"], env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  await once(child, "close");
  return { output, errors };
}

async function writeBundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "turnout-state-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "entry.mjs");
  await writeFile(file, await bundle(false));
  return file;
}

test("after close nothing keeps the process alive: joined, refused, unanswered; DEBUG prints nothing", async () => {
  const file = await writeBundle();
  const [redis, gone, silent] = await Promise.all([startRedis(), startRedis(), startRawServer()]);
  await gone.kill();
  onTestFinished(() => silent.close());
  const cases = [
    [redis.port, "state_joined closed"],
    [gone.port, "state_lost closed"],
    [silent.port, "state_lost closed"],
  ] as const;
  for (const [port, said] of cases) {
    const ran = await run(file, `redis://:secret@127.0.0.1:${port}`, { DEBUG: "*" });
    expect(ran).toEqual({ output: said, errors: "" });
  }
});

test.skipIf(!hasOpenssl)("rediss: uses TLS, and only with a certificate that Node trusts", async () => {
  const file = await writeBundle();
  const certificate = createCertificate();
  onTestFinished(certificate.remove);
  const redis = await startRedis({ password: "s3cret", tls: { cert: certificate.file, key: certificate.keyFile } });
  expect((await run(file, redis.url, { NODE_EXTRA_CA_CERTS: certificate.file })).output).toBe("state_joined closed");
  expect((await run(file, redis.url)).output).toBe("state_lost closed");
  expect((await run(file, redis.url.replace("rediss:", "redis:"))).output).toBe("state_lost closed");
});
