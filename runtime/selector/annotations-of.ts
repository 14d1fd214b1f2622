import type { Annotations } from "./annotations.ts";
import type { Branch } from "./selector.ts";

/** Only the annotations of a branch. */
export function annotationsOf({ weight, first, max_context, handicap, ttft_timeout }: Branch): Annotations {
  return {
    ...(weight === undefined ? {} : { weight }),
    ...(first === undefined ? {} : { first }),
    ...(max_context === undefined ? {} : { max_context }),
    ...(handicap === undefined ? {} : { handicap }),
    ...(ttft_timeout === undefined ? {} : { ttft_timeout }),
  };
}
