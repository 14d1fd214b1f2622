import type { JsonObject } from "../../../sse/json-object.ts";

export interface Finish {
  readonly status: "completed" | "incomplete";
  readonly incomplete_details: JsonObject | null;
}

const COMPLETED: Finish = { status: "completed", incomplete_details: null };
const TOO_LONG: Finish = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };
const FILTERED: Finish = { status: "incomplete", incomplete_details: { reason: "content_filter" } };

/** The API's words for why an answer ended, and those of servers that keep their model's. */
export function finishOf(reason: unknown): Finish {
  switch (reason) {
    case "length":
    case "max_tokens":
    case "model_length":
      return TOO_LONG;
    case "content_filter":
      return FILTERED;
    default:
      return COMPLETED;
  }
}
