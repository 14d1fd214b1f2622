import { createRequire } from "node:module";

/** The commands that `runtime/state/redis` sends, and those that the client sends to open and keep a connection. */
const SENT = [
  ...[
    "del",
    "expire",
    "get",
    "hincrby",
    "hset",
    "hgetall",
    "mget",
    "ping",
    "pttl",
    "publish",
    "scan",
    "set",
    "subscribe",
  ],
  ...["auth", "client", "hello", "info", "psubscribe", "punsubscribe", "quit", "readonly", "select", "unsubscribe"],
];

/**
 * The Redis client's table of commands without those that nobody sends: it has four hundred, and 38 KB. A client has no
 * method for what is not in it.
 */
export function redisCommands(): string {
  const client = createRequire(import.meta.url).resolve("ioredis");
  const all: unknown = createRequire(client)("@ioredis/commands/built/commands.json");
  const known = typeof all === "object" && all !== null ? Object.entries(all) : [];
  return `export default ${JSON.stringify(Object.fromEntries(known.filter(([name]) => SENT.includes(name))))};`;
}
