/** The product itself: compiles a config and runs its `node server.mjs`. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { mailbox } from "./deferred.ts";
import { buildServer } from "./server-file.ts";

export interface ArtifactOptions {
  /** The whole environment, apart from PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  /** "held": time passes only with `pass` and `passUntil`, so that a slow machine exceeds no limit. */
  readonly time?: "real" | "held";
  /** The most file descriptors that it may have open. */
  readonly descriptors?: number;
}

export interface RunningArtifact {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly pid: number;
  readonly exit: Promise<Exit>;
  /** All that it wrote to stderr so far. */
  stderr(): string;
  /** Settles with the first line of the log, past or to come, that matches. Held time passes meanwhile. */
  logged(pattern: RegExp): Promise<string>;
  /** Moves held time on; settles when the timers that fell due have run. */
  pass(ms: number): Promise<void>;
  /** Moves held time on, step by step, until `outcome` settles. */
  passUntil<T>(outcome: Promise<T>): Promise<T>;
  signal(name: NodeJS.Signals): void;
  /** Ends it at once, whatever it is doing. */
  stop(): Promise<void>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const HELD_TIME = fileURLToPath(new URL("held-time.mjs", import.meta.url));
/** Milliseconds of held time that pass between two looks at what is waited for. */
const STEP = 50;

/** `TURNOUT_TEST_WORKERS=2` runs every server in as many processes. */
const WORKERS = process.env.TURNOUT_TEST_WORKERS === undefined ? [] : ["--workers", process.env.TURNOUT_TEST_WORKERS];

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Builds `config` (once for equal texts) and runs it on a free port; fails with its log if it does not come up. */
export async function startArtifact(config: string, options: ArtifactOptions = {}): Promise<RunningArtifact> {
  const artifact = launch(await buildServer(config), options);
  const line = await Promise.race([
    artifact.logged(/\blistening\b/),
    artifact.exit.then(({ code }) => {
      throw new Error(`the artifact exited with ${code} before it listened:\n${artifact.stderr()}`);
    }),
  ]);
  const port = /127\.0\.0\.1:(\d+)|"port":\s*(\d+)/.exec(line);
  if (port === null) throw new Error(`no port in the line that says it listens: ${line}`);
  return { ...artifact, url: `http://127.0.0.1:${port[1] ?? port[2]}` };
}

/** Builds `config` and runs it to its end: for flags that print, and for starts that must fail. */
export async function runArtifact(
  config: string,
  options: ArtifactOptions = {},
): Promise<Exit & { readonly stdout: string; readonly stderr: string }> {
  const artifact = launch(await buildServer(config), options);
  const exit = await artifact.exit;
  return { ...exit, stdout: artifact.stdout(), stderr: artifact.stderr() };
}

function launch(file: string, { env = {}, flags = [], time = "real", descriptors }: ArtifactOptions) {
  const preload = time === "held" ? ["--import", HELD_TIME] : [];
  const command = [process.execPath, ...preload, file, "--port", "0", ...WORKERS, ...flags];
  const limited = descriptors === undefined ? [] : ["sh", "-c", `ulimit -n ${descriptors}; exec "$@"`, "sh"];
  const [program = "", ...words] = [...limited, ...command];
  const child = spawn(program, words, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe", ...(time === "held" ? (["ipc"] as const) : [])],
  });
  running.add(child);
  const exit = new Promise<Exit>((resolve) => {
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });

  const { stdout: out, stderr: err } = child;
  if (out === null || err === null) throw new Error("a process without pipes");
  let stdout = "";
  out.on("data", (chunk: Buffer) => {
    stdout += chunk.toString("utf8");
  });
  const lines: string[] = [];
  const waiting = new Map<RegExp, (line: string) => void>();
  createInterface({ input: err }).on("line", (line) => {
    lines.push(line);
    for (const [pattern, resolve] of waiting) {
      if (!pattern.test(line)) continue;
      waiting.delete(pattern);
      resolve(line);
    }
  });

  const passed = mailbox<unknown>();
  child.on("message", passed.put);
  async function pass(ms: number): Promise<void> {
    if (time !== "held") throw new Error("real time passes by itself");
    if (child.connected) child.send({ pass: ms });
    await Promise.race([passed.next(), exit]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  async function passUntil<T>(outcome: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    outcome.then(over, over);
    void exit.then(over);
    for (await Promise.resolve(); !isOver; ) await pass(STEP);
    return outcome;
  }

  return {
    pid: child.pid ?? 0,
    exit,
    stdout: () => stdout,
    stderr: () => lines.join("\n"),
    logged(pattern: RegExp): Promise<string> {
      const past = lines.find((line) => pattern.test(line));
      if (past !== undefined) return Promise.resolve(past);
      const line = new Promise<string>((resolve) => waiting.set(pattern, resolve));
      return time === "held" ? passUntil(line) : line;
    },
    pass,
    passUntil,
    signal: (name: NodeJS.Signals) => void child.kill(name),
    async stop() {
      child.kill("SIGKILL");
      await exit;
    },
  };
}
