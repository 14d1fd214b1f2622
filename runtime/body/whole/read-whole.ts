import type { GatewayError } from "../../errors.ts";
import { parseExact } from "../../protocols/json/exact.ts";
import { DEEPEST, type WholeLimits } from "./limits.ts";
import { type LongTexts, mentionsLongText, shortened } from "./long-texts.ts";
import { type LongText, survey } from "./survey.ts";
import { type Subject, tooMuch } from "./too-much.ts";

/** In bytes: less cannot nest too deep. */
const LEAST = 2 * DEEPEST;
/** The most that a byte counts: a bracket of an object. */
const OF_A_BYTE = 3;
const NONE: readonly LongText[] = [];

export type WholeRead =
  | { readonly kind: "read"; readonly value: unknown; readonly long: LongTexts | null }
  /** It is not JSON. */
  | { readonly kind: "malformed"; readonly reason: string }
  /** It exceeds a limit, and nothing of it was parsed. */
  | { readonly kind: "refused"; readonly error: GatewayError };

/**
 * Parses a body, if it is within the limits. Every body of a client that is parsed is parsed here, or is read by `readPart`.
 * Its long texts follow those that are `known`.
 */
export function readWhole(
  bytes: Buffer,
  limits: WholeLimits,
  known: LongTexts | null = null,
  subject: Subject = "body",
): WholeRead {
  const { length } = bytes;
  if (length <= LEAST && length * OF_A_BYTE <= limits.values && length <= limits.bytes) {
    return parse(bytes.toString("utf8"), known);
  }
  const found = survey(bytes, limits);
  if (found.kind !== "fits") return { kind: "refused", error: tooMuch(found.kind, limits, subject) };
  const texts = found.texts.length > 0 && mentionsLongText(bytes) ? NONE : found.texts;
  if (texts !== found.texts && length > limits.bytes)
    return { kind: "refused", error: tooMuch("long", limits, subject) };
  const { text, long } = shortened(bytes, texts, known);
  return parse(text, long);
}

/** The value of a member, with all of its texts; undefined if it is not JSON or exceeds a limit. */
export function readPart(bytes: Buffer, start: number, end: number, limits: WholeLimits): unknown {
  if (end - start > LEAST) {
    const part = bytes.subarray(start, end);
    if (part.length > limits.bytes || survey(part, limits).kind !== "fits") return undefined;
  }
  const read = parse(bytes.toString("utf8", start, end), null);
  return read.kind === "read" ? read.value : undefined;
}

function parse(text: string, long: LongTexts | null): WholeRead {
  try {
    return { kind: "read", value: parseExact(text), long };
  } catch (error) {
    // The engine's message may quote the client's text, which must go to no one but the client.
    return { kind: "malformed", reason: error instanceof Error ? error.message : String(error) };
  }
}
