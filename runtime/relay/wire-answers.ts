import { streamWish } from "../body/stream-wish.ts";
import { startOf } from "../protocols/sse/start-of.ts";
import { finished, isStreamed, isWhole, misnamedAnswer } from "./finished.ts";

/** What only upstreams on the wire answer. An artifact whose backends are all mocks has none of it. */
export interface WireAnswers {
  /** What a body is, whatever its content type. */
  readonly startOf: typeof startOf;
  readonly isWhole: typeof isWhole;
  readonly finished: typeof finished;
  readonly misnamedAnswer: typeof misnamedAnswer;
  readonly isStreamed: typeof isStreamed;
  /** Whether the client asked for a stream; null if only reading all of a large body would tell. */
  readonly streamWish: typeof streamWish;
}

export const wireAnswers: WireAnswers = { startOf, isWhole, finished, misnamedAnswer, isStreamed, streamWish };
