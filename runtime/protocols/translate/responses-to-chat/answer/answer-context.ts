import type { JsonObject } from "../../../sse/json-object.ts";
import type { ToolNames } from "../request/tool-names.ts";

/** What an answer needs to know of its request. */
export interface AnswerContext {
  /** The client's request. */
  readonly fields: JsonObject;
  /** What the upstream was asked for. */
  readonly model: string;
  /** Seconds since 1970. */
  readonly now: number;
  readonly newId: () => string;
  readonly names: ToolNames;
}
