/** `turnout` as a process, compiled as the package ships it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inject } from "vitest";

export interface CliOptions {
  readonly cwd?: string;
  /** The whole environment, apart from PATH. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  /** Settles with the first line of stdout or stderr, past or to come, that matches; fails when the process ends first. */
  printed(pattern: RegExp): Promise<string>;
  signal(name: NodeJS.Signals): void;
  readonly exit: Promise<CliResult>;
}

const running = new Set<ChildProcess>();
const folders: string[] = [];
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs a command to its end. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return startCli(args, options).exit;
}

export function startCli(args: readonly string[], { cwd, env = {} }: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, [inject("cli"), ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const chunks = { stdout: "", stderr: "" };
  const lines: string[] = [];
  const waiting = new Map<RegExp, { resolve: (line: string) => void; reject: (error: Error) => void }>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      chunks[name] += text;
    });
    createInterface({ input: child[name] }).on("line", (line) => {
      lines.push(line);
      for (const [pattern, { resolve }] of waiting) {
        if (!pattern.test(line)) continue;
        waiting.delete(pattern);
        resolve(line);
      }
    });
  }
  const exit = new Promise<CliResult>((resolve) => {
    child.on("close", (code) => {
      running.delete(child);
      for (const [pattern, { reject }] of waiting) {
        reject(new Error(`ended with ${code} before it printed ${pattern}:\n${chunks.stdout}${chunks.stderr}`));
      }
      resolve({ code, ...chunks });
    });
  });
  return {
    exit,
    signal: (name) => void child.kill(name),
    printed(pattern) {
      const past = lines.find((line) => pattern.test(line));
      if (past !== undefined) return Promise.resolve(past);
      return new Promise((resolve, reject) => waiting.set(pattern, { resolve, reject }));
    },
  };
}

/** A new folder with these files, which goes when the tests end. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "turnout-cli-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
