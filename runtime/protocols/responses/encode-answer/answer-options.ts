import type { JsonObject } from "../../json/json-object.ts";

/** What one request determines about how its answer is written. */
export interface AnswerOptions {
  /** The client's request: a response repeats much of it. */
  readonly fields: JsonObject;
  /** Used if the upstream names no model. */
  readonly model: string;
  /** Seconds since 1970; used if the upstream sends no time. */
  readonly now: number;
  /** Random letters and digits, different with each call. */
  readonly newId: () => string;
}
