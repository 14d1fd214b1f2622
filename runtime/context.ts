import type { ClientAnswer, ClientRequest } from "./client.ts";
import type { Frontend } from "./protocols/endpoints/frontend.ts";
import type { JsonObject } from "./protocols/json/json-object.ts";

/** The state of one request. Every field is set from the start, so that all contexts have the same shape. */
export interface RequestContext {
  readonly id: string;
  readonly req: ClientRequest;
  readonly res: ClientAnswer;
  readonly frontend: Frontend;
  /** In milliseconds of the injected clock. */
  readonly startedAt: number;
  /** The client's address, or that of a proxy in front; "" if it has left. */
  readonly address: string;
  /** The name of the client's key, which is that of its variable; "" if it has none. */
  key: string;
  /** The client's model string; "" until it has been read. */
  model: string;
  /** The client's session; null if the client names none, or if no route depends on it. */
  session: string | null;
  /** The target that answers, or the last one tried, `openai.2:gpt-4o`; "" before the first attempt. */
  target: string;
  /** How many attempts have been made. */
  attempts: number;
  /**
   * The finished attempts; those with the reason `cancelled` were ended because the client left or another one was faster.
   */
  readonly tried: Tried[];
  /** Warnings that apply whichever target answers. */
  warnings: readonly string[];
  /** What was left out because `target` does not support it. */
  targetWarnings: readonly string[];
  /** Whether the answer broke off after it had started: then the connection may be closed without the client's doing. */
  brokeOff: boolean;
  /** The earlier conversation that is put in front of the request's input; null if the input is sent as it came. */
  replay: Replay | null;
}

/** One attempt, for the log. */
export interface Tried {
  readonly target: string;
  /** The upstream's status; null if there was none. */
  readonly status: number | null;
  /** `ok`, or why it failed, in one word: `connection`, `header_timeout`, `cut`, `rate_limit_exceeded`. */
  readonly reason: string;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** A request whose input includes more than the client sent with it. */
export interface Replay {
  /** The response that the request continues; null if it only refers to items. */
  readonly previous: string | null;
  /** The complete input, in order. */
  readonly input: readonly ReplayedItem[];
}

export interface ReplayedItem {
  readonly item: JsonObject;
  /** Whether Turnout stored it; if not, the client has just sent it. */
  readonly ours: boolean;
}
