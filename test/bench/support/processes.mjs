/** Starts processes that do not outlive this one, and ends only those. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { treeOf } from "./processor-time.mjs";

const running = new Set();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** If this process is killed, the kernel ends what it started: no handler can. */
const TIED = works("setpriv", ["--pdeathsig", "KILL", "true"]) ? ["setpriv", "--pdeathsig", "KILL"] : [];
/** Milliseconds that a process may take to end when it is told to. */
const PATIENCE = 2000;

/** `cpu`: the only processor that it may use, null for any. */
export function startProcess(argv, { cpu = null, env = {}, stdio = "ignore" } = {}) {
  const [command, ...args] = [...TIED, ...(cpu === null ? [] : ["taskset", "-c", String(cpu)]), ...argv];
  const child = spawn(command, args, { stdio, env: { ...process.env, ...env } });
  running.add(child);
  child.once("error", () => running.delete(child));
  child.once("exit", () => running.delete(child));
  return child;
}

/** Ends it and what it started: politely, then in any case. */
export async function stopProcess(child) {
  if (!running.has(child)) return;
  const all = treeOf(child.pid);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => {
    for (const pid of all) kill(pid);
  }, PATIENCE);
  await ended;
  clearTimeout(late);
}

function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}

export function works(command, args) {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
