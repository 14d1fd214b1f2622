import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import type { AnswerHead } from "../../model/answer-sink.ts";
import type { Extras } from "../../model/extras.ts";
import { membersOf } from "../../model/members.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { echoOf } from "./echo.ts";

/** What changes in a response while it is streamed. */
export interface ResponseState {
  readonly status: "in_progress" | "completed" | "incomplete" | "failed";
  readonly error: JsonObject | null;
  readonly incomplete_details: JsonObject | null;
  readonly service_tier: unknown;
  /** The JSON text of each item. */
  readonly output: readonly string[];
  readonly usage: JsonObject | null;
}

/** A response as JSON text, in a given state. */
export type ResponseText = (state: ResponseState) => string;

/** What depends only on the request is serialised once, because tools can be long. */
export function responseText(id: string, head: AnswerHead | null, options: AnswerOptions): ResponseText {
  const { fields, model, now } = options;
  const fixed = { id, object: "response", created_at: head?.created ?? now, model: head?.model ?? model };
  const members = `${jsonText(fixed).slice(0, -1)},${jsonText(echoOf(fields)).slice(1, -1)},`;
  return ({ output, usage, ...state }) => {
    // The API's schema has no null for it.
    const changing = jsonText(usage === null ? state : { ...state, usage });
    return `${members}${changing.slice(1, -1)},"output":[${output.join(",")}]}`;
  };
}

export function tierIn(extras: Extras | null): unknown {
  return membersOf(extras, "openai").service_tier ?? null;
}
