import type { IncomingMessage, ServerResponse } from "node:http";
import type { Frontend } from "../frontends/frontend.ts";

/** What is known of one request; every field is there from the start, so that all contexts have one shape. */
export interface RequestContext {
  readonly id: string;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly frontend: Frontend;
  /** Of the injected clock, in milliseconds. */
  readonly startedAt: number;
  /** The client's model string; "" until it is read. */
  model: string;
  /** The target of the last attempt: `openai.2:gpt-4o`; "" before the first. */
  target: string;
  /** How many attempts were made. */
  attempts: number;
  warnings: readonly string[];
}
