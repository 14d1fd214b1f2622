import type { JsonObject } from "../../../sse/json-object.ts";
import { jsonText } from "../../../sse/json-text.ts";
import type { AnswerContext } from "../answer/answer-context.ts";
import { echoOf } from "../answer/echo.ts";
import { wordOf } from "../json.ts";

/** What changes in a response while it is streamed. */
export interface ResponseState {
  readonly status: "in_progress" | "completed" | "incomplete" | "failed";
  readonly error: JsonObject | null;
  readonly incomplete_details: JsonObject | null;
  readonly service_tier: unknown;
  readonly output: readonly JsonObject[];
  readonly usage: JsonObject | null;
}

/** The response as JSON text, at each time that it is told. What the request said is written once: tools can be long. */
export function responseText(id: string, chunk: JsonObject, context: AnswerContext): (state: ResponseState) => string {
  const head = {
    id,
    object: "response",
    created_at: typeof chunk.created === "number" ? chunk.created : context.now,
    model: wordOf(chunk.model) ?? context.model,
  };
  const echo = jsonText(echoOf(context.fields));
  const fixed = `${jsonText(head).slice(0, -1)},${echo.slice(1, -1)},`;
  return (state) => fixed + jsonText(state).slice(1);
}
