import type { Ask } from "../../model/ask.ts";
import { type Members, membersOf } from "../../model/members.ts";

/** The minimum of /responses; chat's is 1, which clients send to check whether a model answers. */
const LEAST = 16;

export function setLimit(fields: Members, { limit, words, extras }: Ask, warnings: string[]): void {
  if (limit === null) {
    // Invalid values are left to the API, under its own name for the field.
    const { max_completion_tokens: tokens, max_tokens: before } = membersOf(extras, "openai");
    const given = tokens ?? before;
    if (given !== undefined) fields.max_output_tokens = given;
  } else if (limit < 1 || limit >= LEAST) fields.max_output_tokens = limit;
  else {
    fields.max_output_tokens = LEAST;
    warnings.push(`${words.limit}: /responses takes ${LEAST} or more, raised to that`);
  }
}
