import type { Clock } from "../clock.ts";
import { LASTS } from "../conversation/recall.ts";
import { createRecent } from "../conversation/recent.ts";
import { createOutbox } from "../state/redis/outbox.ts";
import { MOST_SESSIONS } from "../targets/session/session-table.ts";
import type { ErrandParts } from "./errands.ts";
import type { Shared, ToPrimary, ToWorker } from "./messages.ts";

/** What workers share: the primary hands on what one learns, and keeps it for those that come later. */
export interface Hub {
  /** A worker is there that knows nothing yet. */
  joined(number: number): void;
  /** It is gone. */
  left(number: number): void;
  take(number: number, message: ToPrimary): void;
}

export interface HubOptions {
  readonly clock: Clock;
  readonly errands: ErrandParts | undefined;
  /** To one worker. */
  readonly send: (number: number, messages: readonly ToWorker[]) => void;
}

/** Of health. */
const MOST_CHANGES = 10_000;
const MOST_RECORDS = 200_000;
/** Bytes of all records, with what the table takes for each. */
const MOST_BYTES = 1 << 27;
const RECORD_COST = 200;

/** A record that the primary does not have, and that a worker may be about to tell. */
interface Asked {
  readonly by: number;
  /** The worker's own number for it. */
  readonly id: number;
  readonly key: string;
  /** Those that have not told yet. */
  readonly waitsFor: Set<number>;
}

export function createHub({ clock, errands, send }: HubOptions): Hub {
  const workers = new Set<number>();
  const changes = createOutbox(MOST_CHANGES);
  /** Least recently told first. */
  const sessions = new Map<string, string | null>();
  const limits = { count: MOST_RECORDS, bytes: MOST_BYTES, lasts: LASTS * 1000 };
  const records = createRecent<string>(limits, () => clock.now());
  const asked = new Map<number, Asked>();
  let asks = 0;
  const tasks = errands?.inPrimary({ clock, send }) ?? null;

  function handOn(from: number, message: Shared): void {
    for (const number of workers) if (number !== from) send(number, [message]);
  }

  function keep(key: string, target: string | null): void {
    sessions.delete(key);
    if (sessions.size >= MOST_SESSIONS) for (const oldest of sessions.keys()) if (sessions.delete(oldest)) break;
    sessions.set(key, target);
  }

  /**
   * A client may continue a response before the record of it is here: then it is on its way from the worker that answered, and
   * comes before that worker's next message.
   */
  function find(by: number, id: number, key: string): void {
    const text = records.get(key);
    const others = [...workers].filter((number) => number !== by);
    if (text !== null || others.length === 0) {
      send(by, [{ kind: "got", id, text }]);
      return;
    }
    asked.set(++asks, { by, id, key, waitsFor: new Set(others) });
    for (const number of others) send(number, [{ kind: "tell", id: asks }]);
  }

  function told(number: number, ask: number): void {
    const found = asked.get(ask);
    if (found === undefined || !found.waitsFor.delete(number)) return;
    const { by, id, key, waitsFor } = found;
    const text = records.get(key);
    if (text === null && waitsFor.size > 0) return;
    asked.delete(ask);
    send(by, [{ kind: "got", id, text }]);
  }

  return {
    joined(number) {
      workers.add(number);
      const known: Shared[] = changes.all().map((change) => ({ kind: "health", change }));
      for (const [key, target] of sessions) known.push({ kind: "session", key, target });
      if (known.length > 0) send(number, known);
    },
    left(number) {
      workers.delete(number);
      for (const ask of [...asked.keys()]) told(number, ask);
      tasks?.left(number);
    },
    take(number, message) {
      switch (message.kind) {
        case "health":
          changes.put(message.change);
          handOn(number, message);
          return;
        case "circuit":
          handOn(number, message);
          return;
        case "session":
          keep(message.key, message.target);
          handOn(number, message);
          return;
        case "put":
          records.put(message.key, message.text, message.text.length + message.key.length + RECORD_COST);
          return;
        case "delete":
          records.delete(message.key);
          handOn(number, message);
          return;
        case "get":
          find(number, message.id, message.key);
          return;
        case "told":
          told(number, message.id);
          return;
        case "want":
          tasks?.wanted(number, message.key);
          return;
        case "done":
          tasks?.done(number, message);
          return;
      }
    },
  };
}
