/** What sharing state costs an artifact: nothing where it is not configured, and no start anywhere. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { startRedis } from "../support/redis.ts";
import { buildServer } from "../support/server-file.ts";

const WITHOUT = "backends: { openai: { type: openai, models: [gpt-4o] } }\ndefault_backend: openai\n";
const WITH = `${WITHOUT}state: \${REDIS_URL}\n`;
const LIMIT = 450_000;

const WATCH = fileURLToPath(new URL("../support/watch-loading.cjs", import.meta.url));

async function bytesOf(config: string): Promise<Buffer> {
  return readFile(await buildServer(config));
}

test("an artifact without shared state contains no client, and one with it is small enough", async () => {
  const [without, sharing] = [await bytesOf(WITHOUT), await bytesOf(WITH)];
  // Names that minification keeps.
  for (const word of ["ioredis", "REDIS_URL", "state_joined", "hincrby", "psubscribe", "turnout:health"]) {
    expect([word, without.includes(word), sharing.includes(word)]).toEqual([word, false, true]);
  }
  expect(sharing.length).toBeLessThan(LIMIT);
});

interface Start {
  /** The first lines of its log, up to one that matches. */
  readonly lines: readonly string[];
}

/** Runs it up to the first line that matches. */
async function start(config: string, until: RegExp, more: StartOptions = {}): Promise<Start> {
  const file = await buildServer(config);
  const { env = {}, flags = [] } = more;
  const child = spawn(process.execPath, [file, "--port", "0", ...flags], {
    env: { OPENAI_API_KEY: "sk-test", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    if (until.test(line)) break;
  }
  child.kill("SIGKILL");
  await once(child, "close");
  return { lines };
}

interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

test.for(["127.0.0.1", "localhost"])("on %s the client is not loaded before the server listens", async (host) => {
  const redis = await startRedis();
  const env = { REDIS_URL: redis.url, NODE_OPTIONS: `--require=${WATCH}` };
  const { lines } = await start(WITH, /state_joined/, { env, flags: ["--host", host] });
  // Of all code in an artifact only the client asks for modules in this way.
  const loads = lines.flatMap((line, index) => (line.startsWith("loads ") ? [index] : []));
  expect(loads.length).toBeGreaterThan(5);
  expect(loads[0]).toBeGreaterThan(lines.indexOf("listens"));
  expect(lines).toContain("listens");
});
