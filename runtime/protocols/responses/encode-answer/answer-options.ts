import type { JsonObject } from "../../json/json-object.ts";
import type { ClientParts } from "./client-parts.ts";

/** What one request determines about how its answer is written. */
export interface AnswerOptions {
  /** The client's request: a response repeats much of it. */
  readonly fields: JsonObject;
  /** null if the answer comes from a mock. */
  readonly parts: ClientParts | null;
  /** Used if the upstream names no model. */
  readonly model: string;
  /** Seconds since 1970; used if the upstream sends no time. */
  readonly now: number;
  /** Random letters and digits, different with each call. */
  readonly newId: () => string;
}
