import { durationAt } from "./duration.ts";

export interface HintSource {
  /** Alternating names (in lower case) and values, as the upstream sent them. */
  readonly headers: readonly string[];
  /** The upstream's error text. */
  readonly message: string | null;
  /** The reset time in the error's own fields; left out if unknown. */
  readonly resets?: Resets | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** When a limit ends: a time in seconds since 1970, or a number of seconds from now. */
export interface Resets {
  readonly at: number | null;
  readonly in: number | null;
}

const DAY = 86_400_000;
/** Larger plain numbers can only be points in time: as a duration they would be 31 years, in milliseconds too. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;
const RESET = "x-ratelimit-reset-";
const REMAINING = "x-ratelimit-remaining-";

/**
 * Milliseconds until the upstream wants another request; null if it does not say. The first of these that can be read:
 * `retry-after-ms`; `retry-after`; the error's own fields; the `x-codex-*` headers of a window that is used up; the
 * `x-ratelimit-reset-*` of a limit with nothing remaining; `x-ratelimit-reset`; the error's text; any `x-ratelimit-reset-*`.
 * Negative numbers are ignored; a point in time that has passed is 0; nothing is longer than a day, whatever unit was meant.
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

/**
 * ChatGPT subscriptions report two windows with every answer, one of hours and one of days; both must have something left.
 */
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
 * OpenAI and many others send a reset for requests and one for tokens with every answer. `spent`: the latest reset of the
 * limits that have nothing remaining; all of these must pass. If no limit is said to be spent, `soonest` is used: a reset is
 * when the full allowance is back, so even that is late, and trying too early costs less than waiting a minute for nothing.
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
  // The asctime format names no time zone, and dates in HTTP are always GMT.
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

/** The words before a time: "Please try again in 20s", "retry after 4m30s", "retry_after: 3", "resets in 2 minutes". */
const LEAD =
  /(?:\b(?:again|retry(?:ing)?|retry your request|resets?|available)[ ](?:in|after)|(?:^|[,.;:(][ ]?)in|\bwait(?: for)?|(\bretry[_-]after["']?[:=]?))[ ]?["']?(?:about |approximately |another )?(?=\d)/gi;

function hintInText(message: string | null): number | null {
  if (message === null) return null;
  const text = message.slice(0, 4096);
  for (const found of text.matchAll(LEAD)) {
    const start = found.index + found[0].length;
    const duration = durationAt(text, start);
    if (duration !== null) return duration.ms;
    // Only a field's name shows that a bare number means seconds.
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
