/** Clients are processes of their own, with nothing of this environment but the PATH. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** Where the clients are installed. */
export const MODULES = fileURLToPath(new URL("../node_modules", import.meta.url));

export interface ClientOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Seconds that it may take. */
  readonly limit: number;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) endGroup(child);
});

/** Runs `command` to its end; fails with what it wrote if it takes longer than it may. */
export async function runClient(
  command: string,
  args: readonly string[],
  { env, cwd, limit }: ClientOptions,
): Promise<Finished> {
  const child = spawn(command, args, {
    // Nothing but this machine answers: a client that wants more than Turnout is told so at once.
    env: { PATH: process.env.PATH, HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: "127.0.0.1", ...env },
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => (written[name] += text));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    endGroup(child);
  }, limit * 1000);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  }).finally(() => {
    clearTimeout(timer);
    running.delete(child);
  });
  if (late) throw new Error(`${command} took longer than ${limit} s:\n${written.stdout}\n${written.stderr}`);
  return { code, ...written };
}

/** With the processes that it started: a launcher's end does not end what it launched. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
