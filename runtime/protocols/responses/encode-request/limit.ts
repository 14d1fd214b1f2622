import type { Ask } from "../../model/ask.ts";
import { type Members, membersOf } from "../../model/members.ts";

/** The smallest that /responses takes; chat takes 1, and clients that only look whether a model answers send that. */
const LEAST = 16;

export function setLimit(fields: Members, { limit, words, extras }: Ask, warnings: string[]): void {
  if (limit === null) {
    // What is no number is for the API to judge, under the name that it has there.
    const { max_completion_tokens: tokens, max_tokens: before } = membersOf(extras, "openai");
    const given = tokens ?? before;
    if (given !== undefined) fields.max_output_tokens = given;
  } else if (limit < 1 || limit >= LEAST) fields.max_output_tokens = limit;
  else {
    fields.max_output_tokens = LEAST;
    warnings.push(`${words.limit}: /responses takes ${LEAST} or more, raised to that`);
  }
}
