import type { Clock } from "../clock.ts";
import { type EventError, errorIn } from "./event-error.ts";
import type { HeldAnswer } from "./held-answer.ts";
import type { Refusal } from "./outcome.ts";
import { refusalIn, refusalOf } from "./refusal.ts";

/** Reads what upstreams' errors say. */
export interface ErrorReader {
  /** The meaning of an answer with an error status. */
  refusalOf(answer: HeldAnswer, clock: Clock): Refusal;
  /** The meaning of an error that came as an event, or as a body with a success status. */
  refusalIn(data: string, clock: Clock): Refusal;
  /** The error in the data of an event. */
  errorIn(data: string | null): EventError;
}

/** For errors in all the shapes and words that upstreams have for them. */
export const anyErrors: ErrorReader = { refusalOf, refusalIn, errorIn };
