import type { JsonObject } from "../../sse/json-object.ts";

/** How a Responses client wants its answer. */
export interface ResponsesAnswerOptions {
  /** The client's body: a response repeats much of it. */
  readonly request: JsonObject;
}
