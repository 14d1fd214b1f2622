/** The product itself: a config goes in, a running `node server.mjs` comes out. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";
import { buildServer } from "./server-file.ts";

export interface ArtifactOptions {
  /** All the environment there is, but for PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

export interface RunningArtifact {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly pid: number;
  readonly exit: Promise<Exit>;
  /** All that it wrote to stderr so far. */
  stderr(): string;
  /** Settles with the first line of the log, past or to come, that matches. */
  logged(pattern: RegExp): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Ends it at once, whatever it is doing. */
  stop(): Promise<void>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

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

function launch(file: string, { env = {}, flags = [] }: ArtifactOptions) {
  const child = spawn(process.execPath, [file, "--port", "0", ...flags], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const exit = new Promise<Exit>((resolve) => {
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });

  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString("utf8");
  });
  const lines: string[] = [];
  const waiting = new Map<RegExp, (line: string) => void>();
  createInterface({ input: child.stderr }).on("line", (line) => {
    lines.push(line);
    for (const [pattern, resolve] of waiting) {
      if (!pattern.test(line)) continue;
      waiting.delete(pattern);
      resolve(line);
    }
  });

  return {
    pid: child.pid ?? 0,
    exit,
    stdout: () => stdout,
    stderr: () => lines.join("\n"),
    logged(pattern: RegExp): Promise<string> {
      const past = lines.find((line) => pattern.test(line));
      if (past !== undefined) return Promise.resolve(past);
      return new Promise((resolve) => waiting.set(pattern, resolve));
    },
    signal: (name: NodeJS.Signals) => void child.kill(name),
    async stop() {
      child.kill("SIGKILL");
      await exit;
    },
  };
}
