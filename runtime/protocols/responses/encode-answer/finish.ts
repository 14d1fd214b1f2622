import type { JsonObject } from "../../json/json-object.ts";
import type { Finish } from "../../model/answer-sink.ts";

/** How a response ended. */
export interface Ending {
  readonly status: "completed" | "incomplete";
  readonly incomplete_details: JsonObject | null;
}

const COMPLETED: Ending = { status: "completed", incomplete_details: null };
const TOO_LONG: Ending = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };
const FILTERED: Ending = { status: "incomplete", incomplete_details: { reason: "content_filter" } };

export function endingOf(finish: Finish): Ending {
  if (finish === "length") return TOO_LONG;
  return finish === "filter" ? FILTERED : COMPLETED;
}
