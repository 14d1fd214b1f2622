import { payloadOf } from "../../wire/payload.ts";
import type { Payload } from "../../wire/upstream.ts";
import { fieldOf } from "../field-of.ts";
import type { Body } from "../read-model.ts";
import { CONTEXT_TOKENS } from "../scan/own-fields.ts";
import { estimateTokens } from "./estimate.ts";

/** How many tokens a request takes: what its `request_context_tokens` says, else an estimate. Found out at the first question. */
export interface RequestSize {
  fits(window: number): boolean;
  tokens(): number;
}

export function createRequestSize(body: Body): RequestSize {
  let stated: number | null | undefined;
  let estimate: number | null = null;
  const statedTokens = (): number | null => {
    if (stated === undefined) stated = statedBy(body);
    return stated;
  };
  const tokens = (): number => {
    estimate ??= statedTokens() ?? estimateTokens(payloadFor(body));
    return estimate;
  };
  return {
    tokens,
    // A token has at least one byte: what has no more bytes than the window has tokens fits without a look at them.
    fits: (window) => (statedTokens() === null && bytesOf(body) <= window) || tokens() <= window,
  };
}

const DIGITS = /^\d{1,15}$/;

function statedBy(body: Body): number | null {
  // A large body whose members were not all read has no such field: the search for its model would have found it.
  if (body.kind === "spliced" && body.scan === null) return null;
  const value = fieldOf(body, CONTEXT_TOKENS);
  const number = typeof value === "string" && DIGITS.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** A parsed body has no bytes at hand: it must be looked at. */
function bytesOf(body: Body): number {
  return body.kind === "spliced" ? body.payload.length : Number.POSITIVE_INFINITY;
}

function payloadFor(body: Body): Payload {
  return body.kind === "spliced" ? body.payload : payloadOf([Buffer.from(JSON.stringify(body.fields))]);
}
