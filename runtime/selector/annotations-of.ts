import type { Annotations } from "./annotations.ts";
import type { Branch } from "./selector.ts";

/** What was written in front of a branch's route, and nothing else of it. */
export function annotationsOf({ weight, first, max_context, handicap, ttft_timeout }: Branch): Annotations {
  return {
    ...(weight === undefined ? {} : { weight }),
    ...(first === undefined ? {} : { first }),
    ...(max_context === undefined ? {} : { max_context }),
    ...(handicap === undefined ? {} : { handicap }),
    ...(ttft_timeout === undefined ? {} : { ttft_timeout }),
  };
}
