import type { Body } from "../body/read-model.ts";
import type { RequestContext } from "../context.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { Usage } from "../protocols/model/usage.ts";
import type { Attempt } from "../targets/attempt.ts";
import type { Payload, UpstreamEvents, UpstreamRequest } from "../wire/upstream.ts";

/** How an attempt ended. */
export type AttemptEnd =
  /** The whole answer has gone to the client. */
  | { readonly kind: "answered" }
  /** It was given up for a reason that says nothing about its target: the client left, or another attempt won. */
  | { readonly kind: "abandoned" }
  /** It failed, before or after the client's answer began. */
  | Outcome;

export const ANSWERED: AttemptEnd = { kind: "answered" };
export const ABANDONED: AttemptEnd = { kind: "abandoned" };

/**
 * Follows requests from outside: health, sessions, access lines, capture, metrics. An observer has the methods that it
 * needs. It is called synchronously on the request path, must not throw, and creates nothing per event without need.
 */
export interface Observer {
  /** A request has come; only its head is known. */
  opened?(context: RequestContext): void;
  /** Its body has been read. */
  received?(context: RequestContext, body: Payload): void;
  /** An attempt begins; `ended` follows, once. */
  attempt?(context: RequestContext, attempt: Attempt): void;
  /** Returns what the upstream's events pass through, as they come from the wire. */
  watchUpstream?(
    context: RequestContext,
    attempt: Attempt,
    request: UpstreamRequest,
    events: UpstreamEvents,
  ): UpstreamEvents;
  /** Returns what the answer passes through in the client's protocol. `body` is the client's. */
  watchAnswer?(context: RequestContext, attempt: Attempt, body: Body, events: UpstreamEvents): UpstreamEvents;
  /** An attempt has output for the client, and no other attempt has won before. */
  output?(context: RequestContext, attempt: Attempt): void;
  ended?(context: RequestContext, attempt: Attempt, end: AttemptEnd): void;
  /** The client's connection is done with the request. `usage` is null where it is unknown, or no observer wants it. */
  closed?(context: RequestContext, usage: Usage | null): void;
  /** Whether `closed` needs the usage; it is read from an answer only if some observer does. */
  readonly wantsUsage?: boolean;
}

/** All observers of a server, as one. */
export type Observers = Required<Observer>;
