/*
 * Why ioredis. Both clients bundled with the least that each allows, minified, Node 20 (2026-11):
 *   ioredis 6.0.0         190,798 bytes (51.6 KB gzipped)
 *   @redis/client 6.3.1   412,864 bytes (85.7 KB gzipped), 1.4 times as long to load, and an import that is no module of Node
 * The artifact may have 450 KB in all. Loaded with the start, it would add two thirds of what Node itself takes; loaded
 * after it, a fifth.
 */
import type { Redis } from "ioredis";
import { createRedactor } from "../../log/redact.ts";
import { problemOf } from "./url.ts";

export type Connection = Redis;

/** Milliseconds without an answer after which a connection counts as dead. */
const SILENCE_LIMIT = 2000;
/** What a connection that is being closed has for its last bytes. */
const CLOSING_LIMIT = 200;

/**
 * Loads the client, for which a start need not wait; then connects, and connects again whenever the connection is lost.
 * Commands fail at once while there is none: nothing queues. One connection does both, commands and messages, as the
 * third version of Redis' protocol allows.
 * Rejects where `url` is none of a Redis.
 */
export async function openConnection(url: string, retryDelay: () => number): Promise<Connection> {
  const problem = problemOf(url);
  if (problem !== null) throw new Error(problem);
  const { Redis } = await import("ioredis");
  return new Redis(url, {
    protocol: 3,
    connectionName: "turnout",
    retryStrategy: retryDelay,
    connectTimeout: SILENCE_LIMIT,
    socketTimeout: SILENCE_LIMIT,
    disconnectTimeout: CLOSING_LIMIT,
    enableOfflineQueue: false,
    // What the connection had not answered when it broke fails then; by default it would hang, or be sent twice.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
    enableReadyCheck: false,
    disableClientInfo: true,
  });
}

/** Ends it for good, whatever the other side does; settles when its socket is gone. */
export function closeConnection(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    // Between two attempts there is no socket whose end could be told.
    const idle = connection.status === "reconnecting" || connection.status === "end";
    connection.once("end", resolve);
    connection.disconnect();
    if (idle) resolve();
  });
}

/** Runs commands in one go; the first that Redis refuses fails them all, though others may have been done. */
export async function run(connection: Connection, commands: readonly Command[]): Promise<readonly unknown[]> {
  const results = await connection.pipeline(commands.map((command) => [...command])).exec();
  return (results ?? []).map(([error, result]) => {
    if (error !== null) throw error;
    return result;
  });
}

/** Its name and its arguments. */
export type Command = readonly [name: string, ...args: (string | number)[]];

/** `host:6379`, without the user and the password that a URL may hold. */
export function addressOf(connection: Connection): string {
  const { host, port } = connection.options;
  return `${host}:${port}`;
}

/** Makes what went wrong fit to be shown. */
export function createExplain(url: string): (error: unknown) => string {
  const hide = createRedactor([url, ...passwordsOf(url)]);
  return (error) => {
    if (!(error instanceof Error)) return hide(String(error));
    // A host with several addresses fails with an error for each, which has a code and no text of its own.
    const code = "code" in error ? String(error.code) : error.name;
    return hide(error.message === "" ? code : error.message);
  };
}

function passwordsOf(url: string): readonly string[] {
  try {
    const { password } = new URL(url);
    return [password, decodeURIComponent(password)];
  } catch {
    return [];
  }
}
