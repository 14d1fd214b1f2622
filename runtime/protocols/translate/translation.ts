import type { Backend } from "../../contract.ts";
import type { GatewayError } from "../../errors.ts";
import type { JsonObject } from "../sse/json-object.ts";

/** From a client that speaks one protocol to an upstream that speaks the other, and back. */
export interface Translation {
  /** Called once an attempt. What the target lacks is left out with a warning, or refused where that would change what the client asked for. */
  request(input: TranslationInput): Translated;
}

export interface TranslationInput {
  /** The client's request. Not to be changed; members of it may be shared with what is made of it. */
  readonly fields: JsonObject;
  /** What the upstream is asked for; the model in `fields` is the client's own string. */
  readonly model: string;
  readonly backend: Backend;
  /** Seconds since 1970: when the answer is made. */
  readonly now: number;
  /** Random letters and digits, another at each call, for the ids of what an answer is made of. */
  readonly newId: () => string;
}

export type Translated =
  | {
      readonly kind: "translated";
      /** The whole body but for parameters of the model string; those are set afterwards. */
      readonly fields: JsonObject;
      /** What was left out and why: for the client, in `x-turnout-warning`. */
      readonly warnings: readonly string[];
      readonly back: AnswerTranslator;
    }
  | { readonly kind: "refused"; readonly error: GatewayError };

/** Turns what one attempt's upstream says into the client's protocol. It never throws, whatever comes. */
export interface AnswerTranslator {
  /** A whole answer; null where it is none that the upstream's protocol has. */
  whole(answer: JsonObject): JsonObject | null;
  /**
   * What follows from one event of a stream: the text of whole events for the client, "" where it is nothing. `name` is
   * the event's `event:`. An error becomes the client's kind of error event with all members of its own.
   */
  event(data: JsonObject, name: string | null): string;
  /**
   * The upstream says no more: after `[DONE]`, at the end of its stream, or when it has told its end and falls quiet.
   * The text of what is left to say: the end of the client's stream if the upstream told its own, else "", for an
   * answer that was cut must not look whole. May be called twice. `done`: it has said `[DONE]`.
   */
  end(done?: boolean): string;
}
