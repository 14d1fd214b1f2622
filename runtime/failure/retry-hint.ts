import { durationAt } from "./duration.ts";

export interface HintSource {
  /** Names in lower case and values in turn, as the upstream gave them. */
  readonly headers: readonly string[];
  /** The upstream's error text. */
  readonly message: string | null;
  /** What the upstream's error says in fields of its own; left out where it is not known. */
  readonly resets?: Resets | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** When a limit ends: at a time, in seconds since 1970, or in so many seconds. */
export interface Resets {
  readonly at: number | null;
  readonly in: number | null;
}

const DAY = 86_400_000;
/** Plain numbers above these can only be points in time: as seconds they would be 31 years, as milliseconds too. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;
const RESET = "x-ratelimit-reset-";
const REMAINING = "x-ratelimit-remaining-";

/**
 * Milliseconds until the upstream wants to be asked again; null where it does not say. The first of these that can be
 * read: `retry-after-ms`; `retry-after`; the error's own fields; the `x-codex-*` of a window that is used up; the
 * `x-ratelimit-reset-*` of what has nothing left; `x-ratelimit-reset`; the
 * error's text; any `x-ratelimit-reset-*`. Negative numbers are not read; a point in time that has passed is 0; nothing
 * is longer than a day, whatever the unit was meant to be.
 */
export function retryHint({ headers, message, resets, now }: HintSource): number | null {
  const limits = resetsIn(headers, now);
  const hint =
    millisecondsIn(headerIn(headers, "retry-after-ms")) ??
    timeIn(headerIn(headers, "retry-after"), now) ??
    (resets ? resetsAfter(resets, now) : null) ??
    codexResetIn(headers, now) ??
    limits.spent ??
    timeIn(headerIn(headers, "x-ratelimit-reset") ?? headerIn(headers, "ratelimit-reset"), now) ??
    hintInText(message) ??
    limits.soonest;
  return hint === null ? null : Math.min(hint, DAY);
}

function resetsAfter({ at, in: seconds }: Resets, now: number): number | null {
  if (seconds !== null && seconds >= 0 && seconds < EPOCH_SECONDS) return seconds * 1000;
  return at !== null && at >= EPOCH_SECONDS && at < EPOCH_MS ? Math.max(at * 1000 - now, 0) : null;
}

const CODEX_WINDOWS = ["x-codex-primary-", "x-codex-secondary-"] as const;

/** ChatGPT's subscriptions tell of two windows with every answer, of hours and of days; both must have something left. */
function codexResetIn(headers: readonly string[], now: number): number | null {
  let latest: number | null = null;
  for (const window of CODEX_WINDOWS) {
    if (!(Number.parseFloat(headerIn(headers, `${window}used-percent`) ?? "") >= 100)) continue;
    const reset =
      timeIn(headerIn(headers, `${window}reset-after-seconds`), now) ??
      timeIn(headerIn(headers, `${window}reset-at`), now);
    if (reset !== null && (latest === null || reset > latest)) latest = reset;
  }
  return latest;
}

/**
 * OpenAI and many after it send a reset for requests and one for tokens with every answer. What has nothing left must
 * pass, all of it: `spent`. Where nothing is said to be spent `soonest` counts: a reset is when the allowance is whole
 * again, so even that is late, and a try too early costs less than a minute's sleep for nothing.
 */
function resetsIn(headers: readonly string[], now: number) {
  let spent: number | null = null;
  let soonest: number | null = null;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? "";
    if (!name.startsWith(RESET)) continue;
    const reset = timeIn(headers[i + 1], now);
    if (reset === null) continue;
    if (soonest === null || reset < soonest) soonest = reset;
    const left = Number.parseFloat(headerIn(headers, REMAINING + name.slice(RESET.length)) ?? "");
    if (left <= 0 && (spent === null || reset > spent)) spent = reset;
  }
  return { spent, soonest };
}

/** Seconds, `1m30s`, a time since 1970 in seconds or milliseconds, or a date. */
function timeIn(value: string | undefined, now: number): number | null {
  const text = value?.trim() ?? "";
  if (text === "") return null;
  const number = plainNumber(text);
  if (number !== null) {
    if (number >= EPOCH_MS) return Math.max(number - now, 0);
    return number >= EPOCH_SECONDS ? Math.max(number * 1000 - now, 0) : number * 1000;
  }
  const duration = durationAt(text, 0);
  if (duration !== null && duration.end === text.length) return duration.ms;
  return dateIn(text, now);
}

function dateIn(text: string, now: number): number | null {
  if (text.length > 64 || !/\d:\d\d/.test(text)) return null;
  // asctime's form names no zone, and HTTP's dates are all GMT.
  const zoned = /(?:GMT|UTC|Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text} GMT`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? null : Math.max(at - now, 0);
}

function millisecondsIn(value: string | undefined): number | null {
  return value === undefined ? null : plainNumber(value.trim());
}

function plainNumber(text: string): number | null {
  return /^\d{1,20}(?:\.\d{0,20})?$/.test(text) ? Number(text) : null;
}

/** What leads up to a time: "Please try again in 20s", "retry after 4m30s", "retry_after: 3", "resets in 2 minutes". */
const LEAD =
  /(?:\b(?:again|retry(?:ing)?|retry your request|resets?|available)[ ](?:in|after)|(?:^|[,.;:(][ ]?)in|\bwait(?: for)?|(\bretry[_-]after["']?[:=]?))[ ]?["']?(?:about |approximately |another )?(?=\d)/gi;

function hintInText(message: string | null): number | null {
  if (message === null) return null;
  const text = message.slice(0, 4096);
  for (const found of text.matchAll(LEAD)) {
    const start = found.index + found[0].length;
    const duration = durationAt(text, start);
    if (duration !== null) return duration.ms;
    // Only a field's name says that a bare number is seconds.
    const seconds =
      found[1] === undefined ? null : /^\d{1,9}(?:\.\d{1,9})?(?![\w.])/.exec(text.slice(start, start + 24));
    if (seconds !== null) return Number(seconds[0]) * 1000;
  }
  return null;
}

function headerIn(headers: readonly string[], name: string): string | undefined {
  for (let i = 0; i + 1 < headers.length; i += 2) if (headers[i] === name) return headers[i + 1];
  return undefined;
}
