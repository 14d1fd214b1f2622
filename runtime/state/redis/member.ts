import type { Timer } from "../../clock.ts";
import { nodeCrypto } from "../../env/node-modules.ts";
import type { SharedState, SharedStateOptions } from "../shared-state.ts";
import { addressOf, type Connection, closeConnection } from "./connection.ts";
import { createLeases } from "./leases.ts";
import type { Outbox } from "./outbox.ts";
import { addUp, publish, readAll } from "./records.ts";
import { createSharedCounters } from "./shared-counters.ts";
import { createSharedRecords } from "./shared-records.ts";
import { announce, CHANNEL, deletedBy, type RemoteChange, readChange, subjectOf } from "./wire.ts";

/** Milliseconds between two synchronisations of the counters. */
const STEP = 250;
/** Milliseconds without traffic after which the connection is checked. */
const QUIET = 1000;

export interface MemberOptions extends Omit<SharedStateOptions, "url"> {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly explain: (error: unknown) => string;
  readonly onJoined: () => void;
}

/** One server among those that share a Redis. */
export function createMember(options: MemberOptions): SharedState {
  const { connection, outbox, explain, onJoined, clock, log } = options;
  const self = nodeCrypto().randomUUID();
  const address = addressOf(connection);
  const leases = createLeases(clock, options.onChange);
  const totals = createSharedCounters(options.counters);
  let joined = false;
  let closed = false;
  let logged: "joined" | "lost" | null = null;
  /** Changes with each loss of the connection: work of an older connection must not affect the next one. */
  let session = 0;
  let trouble: unknown = null;
  /** Changes received while the records are being read; the records may be older. */
  let held: Map<string, RemoteChange> | null = null;
  let publishing = false;
  let lastSign = 0;
  let timer: Timer | null = null;

  connection.on("ready", () => void join());
  connection.on("message", (_channel: string, text: string) => {
    receive(readChange(text, clock.wall()));
    const deleted = deletedBy(text, self);
    if (deleted !== null && !closed) options.onDelete?.(deleted);
  });
  connection.on("error", (error: unknown) => {
    trouble ??= error;
  });
  connection.on("close", disconnected);

  async function join(): Promise<void> {
    if (closed) return;
    const mine = session;
    held = new Map();
    try {
      // The database does not exist; the client would silently continue in another.
      if (trouble !== null) throw trouble;
      await connection.subscribe(CHANNEL);
      if (connection.mode === "subscriber") throw new Error("this Redis is too old, version 6 is needed");
      // All kinds of operations are tried here first, so that a Redis that rejects any of them is never joined.
      await publishAll();
      await shareTurns();
      for await (const records of readAll(connection)) {
        for (const { text, left } of records) apply(readChange(text, clock.wall(), left));
      }
    } catch (error) {
      return leave(mine, error);
    }
    if (mine !== session) return;
    const meanwhile = held.values();
    held = null;
    for (const remote of meanwhile) apply(remote);
    joined = true;
    logged = "joined";
    onJoined();
    log.info("state_joined", { message: `shares state at ${address}`, address });
    lastSign = clock.now();
    timer = clock.setTimer(STEP, step);
    void flush();
  }

  function receive(remote: RemoteChange | null): void {
    if (remote === null || closed) return;
    if (held === null) apply(remote);
    else held.set(subjectOf(remote.change), remote);
  }

  function apply(remote: RemoteChange | null): void {
    if (remote !== null && remote.from !== self) leases.received(remote);
  }

  async function publishAll(): Promise<void> {
    const changes = outbox.all();
    const now = clock.wall();
    const announcements = changes.flatMap((change) => announce(change, self, now) ?? []);
    if (announcements.length > 0) await publish(connection, announcements);
    outbox.published(changes);
  }

  async function flush(): Promise<void> {
    if (publishing) return;
    publishing = true;
    const mine = session;
    try {
      while (joined && outbox.all().length > 0) await publishAll();
    } catch (error) {
      leave(mine, error);
    } finally {
      publishing = false;
    }
  }

  async function shareTurns(): Promise<void> {
    const moves = totals.moves();
    const sums = await addUp(connection, moves);
    for (const [index, move] of moves.entries()) totals.rebase(move, sums[index] ?? move.by);
  }

  async function step(): Promise<void> {
    const mine = session;
    const now = clock.now();
    try {
      if (totals.moves().length > 0) {
        await shareTurns();
        lastSign = now;
      } else if (now - lastSign >= QUIET) {
        await connection.ping();
        lastSign = now;
      }
    } catch (error) {
      return leave(mine, error);
    }
    if (mine === session && joined) timer = clock.setTimer(STEP, step);
  }

  /** Gives up the connection; the client opens another. */
  function leave(mine: number, error: unknown): void {
    if (mine !== session || closed) return;
    joined = false;
    timer?.cancel();
    trouble ??= error;
    connection.disconnect(true);
  }

  function disconnected(): void {
    session += 1;
    joined = false;
    held = null;
    timer?.cancel();
    const reason = trouble === null ? "it closed the connection" : explain(trouble);
    trouble = null;
    if (closed) return;
    if (logged === "lost") {
      log.debug("state_still_lost", { message: `no shared state at ${address}: ${reason}`, address, reason });
      return;
    }
    logged = "lost";
    log.warn("state_lost", { message: `no shared state at ${address}, going on alone: ${reason}`, address, reason });
  }

  return {
    get connected() {
      return joined;
    },
    records: createSharedRecords({ connection, self, log, joined: () => joined }),
    publish(change) {
      leases.observed(change);
      outbox.put(change);
      if (joined) void flush();
    },
    close() {
      closed = true;
      joined = false;
      session += 1;
      timer?.cancel();
      leases.close();
      return closeConnection(connection);
    },
  };
}
