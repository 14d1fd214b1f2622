import type { JsonObject } from "../../sse/json-object.ts";

/** How the client of one request is to have its answer. */
export interface AnswerOptions {
  /** The client's request: a response repeats much of it. */
  readonly fields: JsonObject;
  /** For where the upstream names none. */
  readonly model: string;
  /** Seconds since 1970; likewise. */
  readonly now: number;
  /** Random letters and digits, another at each call. */
  readonly newId: () => string;
}
