import type { Body } from "../body/read-model.ts";
import type { RequestContext } from "../context.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { Usage } from "../protocols/model/usage.ts";
import type { Attempt } from "../targets/attempt.ts";
import type { Payload, UpstreamEvents, UpstreamRequest } from "../wire/upstream.ts";

/** How an attempt ended. */
export type AttemptEnd =
  /** The client has received the whole answer. */
  | { readonly kind: "answered" }
  /** It was ended for a reason that says nothing about its target: the client left, or another attempt won. */
  | { readonly kind: "abandoned" }
  /** It failed, before or after the client's answer began. */
  | Outcome;

export const ANSWERED: AttemptEnd = { kind: "answered" };
export const ABANDONED: AttemptEnd = { kind: "abandoned" };

/**
 * Follows requests from outside: health, sessions, access log, capture, metrics. An observer implements only the methods
 * that it needs. They are called synchronously on the request path, must not throw, and should allocate nothing per event.
 */
export interface Observer {
  /** A request has arrived; only its headers are known. */
  opened?(context: RequestContext): void;
  /** Its body has been read. */
  received?(context: RequestContext, body: Payload): void;
  /** An attempt starts; `ended` follows, once. */
  attempt?(context: RequestContext, attempt: Attempt): void;
  /** Returns the handler that the upstream's events pass through, as they come from the wire. */
  watchUpstream?(
    context: RequestContext,
    attempt: Attempt,
    request: UpstreamRequest,
    events: UpstreamEvents,
  ): UpstreamEvents;
  /** Returns the handler that the answer passes through, in the client's protocol. `body` is the client's. */
  watchAnswer?(context: RequestContext, attempt: Attempt, body: Body, events: UpstreamEvents): UpstreamEvents;
  /** An attempt has output for the client, and no other attempt has won before. */
  output?(context: RequestContext, attempt: Attempt): void;
  ended?(context: RequestContext, attempt: Attempt, end: AttemptEnd): void;
  /** The request is over for the client's connection. `usage` is null if it is unknown or no observer needs it. */
  closed?(context: RequestContext, usage: Usage | null): void;
  /** Whether `closed` needs the usage; it is read from answers only if some observer does. */
  readonly wantsUsage?: boolean;
}

/** All observers of a server, combined into one. */
export type Observers = Required<Observer>;
