import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { Failure } from "../terminal/failure.ts";

export interface RunServerOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted with the name of a signal, which is passed on to the server. */
  readonly stop: AbortSignal;
}

/** Runs the artifact on this terminal until it ends, and returns its exit code. */
export async function runServer(file: string, flags: readonly string[], options: RunServerOptions): Promise<number> {
  const { env, stop } = options;
  const child = spawn(process.execPath, [file, ...flags], { stdio: "inherit", env });
  const forward = () => {
    // Ctrl-C reaches the child from the terminal already; a second one would end it in the middle of a request.
    if (stop.reason === "SIGINT" && process.stdin.isTTY) return;
    child.kill(stop.reason);
  };
  if (stop.aborted) forward();
  else stop.addEventListener("abort", forward, { once: true });
  // Whatever ends this process must not leave the server behind.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  try {
    const [code, signal]: [number | null, NodeJS.Signals | null] = await exit(child);
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } finally {
    process.off("exit", kill);
    stop.removeEventListener("abort", forward);
  }
}

async function exit(child: ReturnType<typeof spawn>): Promise<[number | null, NodeJS.Signals | null]> {
  try {
    const [code, signal] = await once(child, "exit");
    return [code, signal];
  } catch (error) {
    throw new Failure(`The server cannot be started: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
