import type { IncomingMessage, ServerResponse } from "node:http";
import type { Frontend } from "./protocols/endpoints/frontend.ts";
import type { JsonObject } from "./protocols/sse/json-object.ts";

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
  /** Who asks; null where the client does not say, or where no route needs to know. */
  session: string | null;
  /** The target that answers, or that was asked last: `openai.2:gpt-4o`; "" before the first. */
  target: string;
  /** How many attempts were made. */
  attempts: number;
  /** The attempts that are over, as they ended; `cancelled` are those that the client or a quicker one left behind. */
  readonly tried: Tried[];
  /** What is to be told of the request, whoever answers it. */
  warnings: readonly string[];
  /** What `target` does not take and was left out. */
  targetWarnings: readonly string[];
  /** What is put in front of its input; null where it is asked as it came. */
  replay: Replay | null;
}

/** One attempt, for the log. */
export interface Tried {
  readonly target: string;
  /** The upstream's; null where it gave none. */
  readonly status: number | null;
  /** `ok`, or in one word why it failed: `connection`, `header_timeout`, `cut`, `rate_limit_exceeded`. */
  readonly reason: string;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** A request whose input is more than the client sent with it. */
export interface Replay {
  /** The response that it goes on from; null where it only refers to items. */
  readonly previous: string | null;
  /** All of it, in order. */
  readonly input: readonly ReplayedItem[];
}

export interface ReplayedItem {
  readonly item: JsonObject;
  /** Whether Turnout has kept it; else the client has sent it now. */
  readonly ours: boolean;
}
