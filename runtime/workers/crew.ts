import type { Clock, Timer } from "../clock.ts";
import type { Logger } from "../log/logger.ts";
import { relayLines } from "../log/relay-lines.ts";
import type { CaptureCollector } from "../observe/capture/capture.ts";
import { createBackoff } from "../state/redis/backoff.ts";
import type { ErrandParts } from "./errands.ts";
import { createHub } from "./hub.ts";
import type { ToPrimary } from "./messages.ts";
import type { Fork, ProcessEnd, WorkerProcess } from "./processes.ts";

export interface CrewOptions {
  readonly count: number;
  readonly fork: Fork;
  readonly clock: Clock;
  readonly log: Logger;
  readonly errands: ErrandParts | undefined;
  /** Receives what workers log, in whole lines. */
  readonly sink: (lines: Buffer) => void;
  /** null if nothing is captured. */
  readonly capture: Pick<CaptureCollector, "collect"> | null;
  /** Called once, when all workers listen. */
  readonly ready: (at: Address) => void;
  /** Called once: all workers have ended. `problem`: why they could not start. */
  readonly over: (code: number, problem: string | null) => void;
  /** Milliseconds that workers have to end after the first signal. */
  readonly limit: number;
}

export interface Address {
  readonly url: string;
  readonly port: number;
}

export interface Crew {
  start(): void;
  /** The first signal lets open requests finish, the second breaks them off, the third waits for nothing. */
  stop(signal: NodeJS.Signals): void;
}

interface Slot {
  readonly number: number;
  /** Milliseconds until its next process is started. */
  readonly backoff: ReturnType<typeof createBackoff>;
  worker: WorkerProcess | null;
  isListening: boolean;
  timer: Timer | null;
}

/** A worker that lived as long was sound when it started. */
const SOUND_MS = 10_000;

/** The workers of a server: starts them, replaces those that die, and ends them together. */
export function createCrew({ count, fork, clock, log, errands, sink, capture, ready, over, limit }: CrewOptions): Crew {
  const slots = Array.from({ length: count }, (_, index): Slot => {
    return { number: index + 1, backoff: createBackoff(), worker: null, isListening: false, timer: null };
  });
  let phase: "starting" | "up" | "ending" = "starting";
  let at: Address | null = null;
  /** null: the one of the settings. */
  let port: number | null = null;
  let signals = 0;
  let code = 0;
  let problem: string | null = null;
  let isOver = false;

  const hub = createHub({
    clock,
    errands,
    send: (number, messages) => slots[number - 1]?.worker?.send(messages),
  });

  const listening = () => slots.filter(({ isListening }) => isListening).length;

  function begin(slot: Slot): void {
    slot.timer = null;
    // With the last listening worker its port is given back. Port 0 would become another one.
    if (at !== null && listening() === 0) port = at.port;
    const since = clock.now();
    const worker = fork(
      { number: slot.number, port },
      {
        messages(messages) {
          for (const message of messages) take(slot, message);
        },
        ended: (end) => ended(slot, end, clock.now() - since),
      },
    );
    slot.worker = worker;
    if (worker.stderr !== null) relayLines(worker.stderr, sink);
    if (worker.captured !== null) capture?.collect(worker.captured);
    hub.joined(slot.number);
  }

  function take(slot: Slot, message: ToPrimary): void {
    switch (message.kind) {
      case "failed":
        if (phase === "starting") fail(message.problem);
        else log.error("worker_failed", { worker: slot.number, message: message.problem });
        // The primary still had it for a worker that was about to die.
        port = null;
        return;
      case "listening":
        if (at !== null && message.port !== at.port) {
          // Of any free port: it was started before the last of the others was known to be dead.
          port = at.port;
          slot.worker?.kill();
          return;
        }
        slot.isListening = true;
        tellAll();
        if (phase === "up") log.info("worker_replaced", { worker: slot.number, pid: slot.worker?.pid ?? 0 });
        at ??= message;
        if (phase !== "starting" || listening() < count) return;
        phase = "up";
        ready(at);
        return;
      default:
        hub.take(slot.number, message);
    }
  }

  function ended(slot: Slot, { code: status, signal }: ProcessEnd, ms: number): void {
    const { number, isListening } = slot;
    const pid = slot.worker?.pid ?? 0;
    slot.worker = null;
    slot.isListening = false;
    hub.left(number);
    tellAll();
    const how = signal ?? `exit code ${status}`;
    if (phase === "starting") fail(`a worker ended before it listened: ${how}`);
    if (phase === "ending") {
      if (status !== 0 && code === 0 && isListening) code = 1;
      finish();
      return;
    }
    if (ms >= SOUND_MS) slot.backoff.reset();
    const delay = slot.backoff.next();
    const message = `worker ${number} ended (${how}); its open requests are lost, and another takes its place`;
    log.warn("worker_ended", { message, worker: number, pid, code: status, signal, delay_ms: delay });
    slot.timer = clock.setTimer(delay, () => begin(slot));
  }

  function tellAll(): void {
    const alive = listening();
    for (const { worker } of slots) worker?.send([{ kind: "crew", alive, count }]);
  }

  function fail(why: string): void {
    problem ??= why;
    code = 1;
    phase = "ending";
    killAll();
  }

  function killAll(): void {
    for (const { worker } of slots) worker?.kill();
  }

  function finish(): void {
    if (isOver || slots.some(({ worker }) => worker !== null)) return;
    isOver = true;
    over(code, problem);
  }

  function end(signal: NodeJS.Signals): void {
    phase = "ending";
    log.info("stopping", { message: `${signal}: finishing open requests`, signal });
    log.flush();
    for (const slot of slots) {
      slot.timer?.cancel();
      // One that does not listen yet has no requests.
      if (!slot.isListening) slot.worker?.kill();
    }
    clock.setTimer(limit, killAll);
  }

  return {
    start() {
      for (const slot of slots) begin(slot);
    },
    stop(signal) {
      signals++;
      if (signals === 1 && phase !== "ending") end(signal);
      else code = 130;
      if (signals > 2) killAll();
      for (const { worker } of slots) worker?.send([{ kind: "stop", signal }]);
      finish();
    },
  };
}
