import type { ChildProcess } from "node:child_process";
import { Readable } from "node:stream";
import { type Envelope, isEnvelope, type ToPrimary, type ToWorker } from "./messages.ts";
import { envOf, type Seat } from "./seat.ts";

/** Where a worker writes what it captures. */
export const CAPTURE_FD = 4;

/** A worker's process, as the primary sees it. */
export interface WorkerProcess {
  readonly pid: number;
  readonly stderr: Readable | null;
  /** What it captures, in whole lines; null if nothing is. */
  readonly captured: Readable | null;
  send(messages: readonly ToWorker[]): void;
  /** Ends it at once. */
  kill(): void;
}

export interface ProcessEvents {
  messages(messages: readonly ToPrimary[]): void;
  /** It is over, and all that it wrote has been read. Called once. */
  ended(end: ProcessEnd): void;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export type Fork = (seat: Seat, events: ProcessEvents) => WorkerProcess;

/**
 * Runs this process's file again for each worker. The primary accepts the connections and hands them out in turn: where all
 * workers accept for themselves, one that happens to be quicker takes most of the connections of a pool, and keeps them.
 */
export async function openProcesses({ captures }: { readonly captures: boolean }): Promise<Fork> {
  const { default: cluster } = await import("node:cluster");
  cluster.schedulingPolicy = cluster.SCHED_RR;
  // What workers log is written by the primary, because whole lines of several processes come out whole only if they are short.
  cluster.setupPrimary({ stdio: ["ignore", "ignore", "pipe", "ipc", captures ? "pipe" : "ignore"] });
  return (seat, { messages, ended }) => {
    const worker = cluster.fork(envOf(seat));
    worker.on("message", (message: unknown) => {
      if (isEnvelope(message)) messages(message.turnout);
    });
    // Without a process, such as when the machine has no memory left, it is closed as well.
    worker.on("error", () => {});
    const child = worker.process;
    const closeHanded = rememberHanded(child);
    child.once("close", (code, signal) => {
      closeHanded();
      ended({ code, signal });
    });
    const { pid = 0, stderr, stdio } = child;
    const captured = stdio[CAPTURE_FD];
    return {
      pid,
      stderr,
      captured: captured instanceof Readable ? captured : null,
      send(messages) {
        const envelope: Envelope<ToWorker> = { turnout: messages };
        // One that is about to end takes no more.
        if (worker.isConnected()) worker.send({ ...envelope }, () => {});
      },
      kill: () => void child.kill("SIGKILL"),
    };
  };
}

/**
 * Node hands a worker one connection at a time, and forgets the one that the worker has not taken when it dies: the client
 * would wait for ever. The function that is returned closes it. One that was taken has a descriptor of its own there.
 */
function rememberHanded(child: ChildProcess): () => void {
  const send = child.send.bind(child);
  let handed: { close(): void } | null = null;
  child.send = (...args: Parameters<typeof send>) => {
    const [, handle] = args;
    if (isClosable(handle)) handed = handle;
    return send(...args);
  };
  return () => handed?.close();
}

function isClosable(handle: unknown): handle is { close(): void } {
  return typeof handle === "object" && handle !== null && "close" in handle && typeof handle.close === "function";
}
