/** A server's share in the state that it has with others, as a test sees it. */
import { afterEach } from "vitest";
import { systemClock } from "../../runtime/clock.ts";
import { createLogger } from "../../runtime/log/create-logger.ts";
import { connectRedis } from "../../runtime/state/redis/connect-state.ts";
import type { SharedState } from "../../runtime/state/shared-state.ts";
import type { Counters } from "../../runtime/targets/counters.ts";
import type { HealthChange } from "../../runtime/targets/health/change.ts";
import { type Mailbox, mailbox } from "./deferred.ts";

export interface Member {
  readonly state: SharedState;
  readonly counters: Counters;
  /** What the others said. */
  readonly changes: Mailbox<HealthChange>;
  /** All lines of the log. */
  readonly lines: readonly LogLine[];
  /** Settles with the next line of this event that nobody waited for yet. */
  logged(event: string): Promise<LogLine>;
}

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly message?: string;
  readonly reason?: string;
}

const open = new Set<SharedState>();
afterEach(async () => {
  await Promise.all([...open].map((state) => state.close()));
  open.clear();
});

export function connect(url: string, counters: Counters = newCounters()): Member {
  const changes = mailbox<HealthChange>();
  const lines: LogLine[] = [];
  const boxes = new Map<string, Mailbox<LogLine>>();
  const box = (event: string) => {
    const found = boxes.get(event) ?? mailbox<LogLine>();
    boxes.set(event, found);
    return found;
  };
  const log = createLogger({
    level: "debug",
    secrets: [],
    clock: { ...systemClock, setTimer: atOnce },
    sink(text) {
      for (const line of text.trimEnd().split("\n")) {
        const record: LogLine = JSON.parse(line);
        lines.push(record);
        box(record.event).put(record);
      }
    },
  });
  const state = connectRedis({ url, clock: systemClock, log, counters, onChange: changes.put });
  open.add(state);
  return { state, counters, changes, lines, logged: (event) => box(event).next() };
}

/** As `connect`, and waits until it has joined. */
export async function joined(url: string, counters?: Counters): Promise<Member> {
  const member = connect(url, counters);
  await member.logged("state_joined");
  return member;
}

function newCounters(): Counters {
  return { rotations: [0, 0], keys: [0], spares: [0] };
}

function atOnce(_: number, fn: () => void) {
  queueMicrotask(fn);
  return { cancel() {} };
}
