/**
 * The messages between servers that share a Redis. Every record is written under a key of its own that expires by itself,
 * and is published on one channel. Times are sent as what remains of them, never as a time of day: the clocks of two servers
 * may differ by any amount, and a cooldown ends at the same moment everywhere, apart from the milliseconds in transit.
 */
import type { HealthChange } from "../../targets/health/change.ts";

export const CHANNEL = "turnout:changes";
export const HEALTH_KEYS = "turnout:health:";
export const RECORD_KEYS = "turnout:record:";
/** A hash: how far all servers together have advanced each rotation. */
export const COUNTERS_KEY = "turnout:counters";

/**
 * How long other servers believe a server's report of a dead key, in milliseconds. What a server has observed itself holds
 * until its restart or a success. If reports were believed as long, a replaced key would stay dead on a server that starts
 * with the new key next to servers that still have the old one.
 */
export const DEATH_LASTS = 600_000;

const DELETED = "record_deleted";

/** Longer ones are mistakes. */
const LONGEST = 31 * 86_400_000;

/** A change to be published. */
export interface Announcement {
  readonly key: string;
  /** The message to publish, which is also the record's value. */
  readonly text: string;
  /** Milliseconds until the key expires; null if nothing is stored and the key is deleted. */
  readonly lasts: number | null;
}

/** A change published by another server. */
export interface RemoteChange {
  readonly from: string;
  readonly change: HealthChange;
  /** Milliseconds; null if the change ends something. */
  readonly lasts: number | null;
}

/** The subject of a change: of two changes with the same subject, only the later one counts. */
export function subjectOf(change: HealthChange): string {
  switch (change.kind) {
    case "cooldown":
      return `cooldown:${change.target}`;
    case "circuit_opened":
    case "circuit_closed":
      return `circuit:${change.target}`;
    case "key_died":
    case "key_revived":
      return `key:${change.instance}`;
  }
}

/** `now` is milliseconds since 1970. null: the change is already over. */
export function announce(change: HealthChange, from: string, now: number): Announcement | null {
  const lasts = lastsFrom(change, now);
  if (lasts !== null && lasts <= 0) return null;
  // JSON leaves out undefined members.
  const text = JSON.stringify({ from, ...change, until: undefined, lasts: lasts ?? undefined });
  return { key: HEALTH_KEYS + subjectOf(change), text, lasts };
}

function lastsFrom(change: HealthChange, now: number): number | null {
  switch (change.kind) {
    case "cooldown":
    case "circuit_opened":
      return Math.min(Math.ceil(change.until - now), LONGEST);
    case "key_died":
      return DEATH_LASTS;
    case "circuit_closed":
    case "key_revived":
      return null;
  }
}

/**
 * `left`: the remaining lifetime of a record that was read, not received as a message. null for a text that this version
 * cannot read: other versions may send kinds that this one does not know, which are ignored, and extra fields, which do not
 * matter.
 */
export function readChange(text: string, now: number, left?: number): RemoteChange | null {
  const message = parse(text);
  if (message === null || typeof message.from !== "string") return null;
  const { from, kind, target, instance, reason, failures } = message;
  const lasts = left ?? message.lasts;
  const ends = typeof lasts === "number" && lasts > 0 && lasts <= LONGEST ? lasts : null;
  if (kind === "circuit_closed" && isText(target)) return { from, change: { kind, target }, lasts: null };
  if (kind === "key_revived" && isText(instance)) return { from, change: { kind, instance }, lasts: null };
  if (ends === null) return null;
  if (kind === "key_died" && isText(instance) && isText(reason)) {
    return { from, change: { kind, instance, reason }, lasts: ends };
  }
  const until = now + ends;
  if (kind === "cooldown" && isText(target) && isText(reason)) {
    return { from, change: { kind, target, reason, until }, lasts: ends };
  }
  if (kind === "circuit_opened" && isText(target) && typeof failures === "number") {
    return { from, change: { kind, target, failures, until, ...(isText(reason) && { reason }) }, lasts: ends };
  }
  return null;
}

/** The message when a record is deleted; servers that do not know records ignore it. */
export function deletion(key: string, from: string): string {
  return JSON.stringify({ from, kind: DELETED, key });
}

/** The key of a record that another server has deleted; null for every other message. */
export function deletedBy(text: string, self: string): string | null {
  // Most messages are about health.
  const message = text.includes(DELETED) ? parse(text) : null;
  return message?.kind === DELETED && message.from !== self && isText(message.key) ? message.key : null;
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
