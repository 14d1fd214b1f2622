import type { Annotations } from "./annotations.ts";

/** Only the annotations of a branch. */
export function annotationsOf({
  weight,
  first,
  backup,
  max_context,
  handicap,
  ttft_timeout,
  on,
}: Annotations): Annotations {
  return {
    ...(weight === undefined ? {} : { weight }),
    ...(first === undefined ? {} : { first }),
    ...(backup === undefined ? {} : { backup }),
    ...(max_context === undefined ? {} : { max_context }),
    ...(handicap === undefined ? {} : { handicap }),
    ...(ttft_timeout === undefined ? {} : { ttft_timeout }),
    ...(on === undefined ? {} : { on }),
  };
}
