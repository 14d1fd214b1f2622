import type { Payload } from "../../wire/upstream.ts";
import { fieldOf } from "../field-of.ts";
import type { Body } from "../read-model.ts";
import { CONTEXT_TOKENS } from "../scan/own-fields.ts";
import { written } from "../whole/long-texts.ts";
import { estimateTokens } from "./estimate.ts";

/** How many tokens a request takes: its `request_context_tokens`, or else an estimate. Computed when first needed. */
export interface RequestSize {
  fits(window: number): boolean;
  tokens(): number;
}

export function createRequestSize(body: Body): RequestSize {
  let stated: number | null | undefined;
  let estimate: number | null = null;
  /** Fewer it does not have; for as long as there is no estimate. */
  let least = 0;
  const statedTokens = (): number | null => {
    if (stated === undefined) stated = statedBy(body);
    return stated;
  };
  const tokens = (most?: number): number => {
    estimate ??= statedTokens();
    if (estimate !== null) return estimate;
    const found = estimateTokens(payloadFor(body), most);
    if (most !== undefined && found > most) least = found;
    else estimate = found;
    return found;
  };
  return {
    tokens: () => tokens(),
    fits(window) {
      // A token has at least one byte: a body with no more bytes than the window has tokens fits without an estimate.
      if (statedTokens() === null && bytesOf(body) <= window) return true;
      // Twice as much each time: then a list of windows costs little more than the largest.
      return least <= window && tokens(Math.max(window, 2 * least)) <= window;
    },
  };
}

const NOTHING: Payload = { pieces: [], length: 0 };
const DIGITS = /^\d{1,15}$/;

function statedBy(body: Body): number | null {
  // A large body whose members were not all read has no such field: the search for its model would have found it.
  if (body.kind === "spliced" && body.scan === null) return null;
  const value = fieldOf(body, CONTEXT_TOKENS);
  const number = typeof value === "string" && DIGITS.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** A parsed body no longer has its bytes, so it must be estimated. */
function bytesOf(body: Body): number {
  return body.kind === "spliced" ? body.payload.length : Number.POSITIVE_INFINITY;
}

function payloadFor(body: Body): Payload {
  return body.kind === "spliced" ? body.payload : (written(body.fields, body.long) ?? NOTHING);
}
