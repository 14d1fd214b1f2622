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

/** Milliseconds without an answer after which a connection counts as broken. */
const SILENCE_LIMIT = 2000;
/** Milliseconds in which a connection that is being closed can send its last bytes. */
const CLOSING_LIMIT = 200;

/**
 * Loads the client, which does not delay the start; then connects, and reconnects whenever the connection is lost. Commands
 * fail at once while it is down, and nothing is queued. One connection serves both commands and messages, which version 3 of
 * the Redis protocol allows. Rejects if `url` is not the URL of a Redis.
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
    // Unanswered commands fail when the connection breaks; by default they would hang, or be sent twice.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
    enableReadyCheck: false,
    disableClientInfo: true,
  });
}

/** Closes it for good, whatever the other side does; resolves when its socket is closed. */
export function closeConnection(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    // Between two attempts to connect there is no socket whose end could be reported.
    const idle = connection.status === "reconnecting" || connection.status === "end";
    connection.once("end", resolve);
    connection.disconnect();
    if (idle) resolve();
  });
}

/** Runs commands in one batch; the first that Redis rejects fails all of them, although others may have been executed. */
export async function run(connection: Connection, commands: readonly Command[]): Promise<readonly unknown[]> {
  const results = await connection.pipeline(commands.map((command) => [...command])).exec();
  return (results ?? []).map(([error, result]) => {
    if (error !== null) throw error;
    return result;
  });
}

/** A command's name and arguments. */
export type Command = readonly [name: string, ...args: (string | number)[]];

/** `host:6379`, without the user and the password that a URL may contain. */
export function addressOf(connection: Connection): string {
  const { host, port } = connection.options;
  return `${host}:${port}`;
}

/** Makes a function that turns an error into a text that may be shown. */
export function createExplain(url: string): (error: unknown) => string {
  const hide = createRedactor([url, ...passwordsOf(url)]);
  return (error) => {
    if (!(error instanceof Error)) return hide(String(error));
    // A host with several addresses fails with an error for each, which has a code but no text of its own.
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
