import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import type { Wishes } from "../request/wishes.ts";

/** Why an answer ended, in chat's words; `called` is how many tools it calls. */
export function finishReasonOf(
  { status, incomplete_details: why }: JsonObject,
  called: number,
  { legacy }: Wishes,
): string {
  if (status === "incomplete") return isObject(why) && why.reason === "content_filter" ? "content_filter" : "length";
  if (called === 0) return "stop";
  return legacy ? "function_call" : "tool_calls";
}
