import { type Command, type Connection, run } from "./connection.ts";
import type { Move } from "./shared-counters.ts";
import { type Announcement, CHANNEL, COUNTERS_KEY, HEALTH_KEYS } from "./wire.ts";

/** How many keys Redis examines in one step of a scan; a step of this size takes it less than a millisecond. */
const SCAN_STEP = 1000;
/** Seconds after the last change by any server. */
const COUNTERS_LAST = 86_400;

/** The remaining lifetime of a record, in milliseconds. */
export interface Found {
  readonly text: string;
  readonly left: number;
}

/** Writes and publishes. */
export async function publish(connection: Connection, announcements: readonly Announcement[]): Promise<void> {
  await run(
    connection,
    announcements.flatMap(({ key, text, lasts }): Command[] => [
      lasts === null ? ["del", key] : ["set", key, text, "PX", lasts],
      ["publish", CHANNEL, text],
    ]),
  );
}

/** Adds what the counters have advanced by; returns the new totals, in the same order. */
export async function addUp(connection: Connection, moves: readonly Move[]): Promise<readonly number[]> {
  const results = await run(connection, [
    ...moves.map(({ field, by }): Command => ["hincrby", COUNTERS_KEY, field, by]),
    ["expire", COUNTERS_KEY, COUNTERS_LAST],
  ]);
  return results.slice(0, moves.length).map(Number);
}

/**
 * Everything that is currently valid, a handful at a time. Other applications' keys in the same database are examined by
 * name only.
 */
export async function* readAll(connection: Connection): AsyncGenerator<readonly Found[]> {
  let cursor = "0";
  do {
    const [next, keys] = await connection.scan(cursor, "MATCH", `${HEALTH_KEYS}*`, "COUNT", SCAN_STEP);
    cursor = next;
    if (keys.length > 0) yield await read(connection, keys);
  } while (cursor !== "0");
}

async function read(connection: Connection, keys: readonly string[]): Promise<readonly Found[]> {
  const results = await run(
    connection,
    keys.flatMap((key): Command[] => [
      ["get", key],
      ["pttl", key],
    ]),
  );
  return keys.flatMap((_, index) => {
    const text = results[2 * index];
    const left = results[2 * index + 1];
    return typeof text === "string" && typeof left === "number" ? [{ text, left }] : [];
  });
}
