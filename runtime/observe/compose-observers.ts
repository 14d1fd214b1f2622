import type { Body } from "../body/read-model.ts";
import type { RequestContext } from "../context.ts";
import type { Usage } from "../protocols/model/usage.ts";
import type { Attempt } from "../targets/attempt.ts";
import type { Payload, UpstreamEvents, UpstreamRequest } from "../wire/upstream.ts";
import type { AttemptEnd, Observer, Observers } from "./observer.ts";

/**
 * Combines observers into one; called once, at start. Each event goes to those that have a method for it, in their order.
 */
export function composeObservers(observers: readonly Observer[]): Observers {
  return new ObserverList(observers);
}

type Method = Exclude<keyof Observer, "wantsUsage">;
type Having<M extends Method> = Observer & Required<Pick<Observer, M>>;

function having<M extends Method>(observers: readonly Observer[], method: M): readonly Having<M>[] {
  return observers.filter((each): each is Having<M> => each[method] !== undefined);
}

class ObserverList implements Observers {
  readonly wantsUsage: boolean;
  readonly #opened: readonly Having<"opened">[];
  readonly #received: readonly Having<"received">[];
  readonly #attempt: readonly Having<"attempt">[];
  readonly #watchUpstream: readonly Having<"watchUpstream">[];
  readonly #watchAnswer: readonly Having<"watchAnswer">[];
  readonly #output: readonly Having<"output">[];
  readonly #ended: readonly Having<"ended">[];
  readonly #closed: readonly Having<"closed">[];

  constructor(observers: readonly Observer[]) {
    this.wantsUsage = observers.some(({ wantsUsage }) => wantsUsage === true);
    this.#opened = having(observers, "opened");
    this.#received = having(observers, "received");
    this.#attempt = having(observers, "attempt");
    this.#watchUpstream = having(observers, "watchUpstream");
    this.#watchAnswer = having(observers, "watchAnswer");
    this.#output = having(observers, "output");
    this.#ended = having(observers, "ended");
    this.#closed = having(observers, "closed");
  }

  opened(context: RequestContext): void {
    for (const each of this.#opened) each.opened(context);
  }

  received(context: RequestContext, body: Payload): void {
    for (const each of this.#received) each.received(context, body);
  }

  attempt(context: RequestContext, attempt: Attempt): void {
    for (const each of this.#attempt) each.attempt(context, attempt);
  }

  watchUpstream(
    context: RequestContext,
    attempt: Attempt,
    request: UpstreamRequest,
    events: UpstreamEvents,
  ): UpstreamEvents {
    let watched = events;
    for (const each of this.#watchUpstream) watched = each.watchUpstream(context, attempt, request, watched);
    return watched;
  }

  watchAnswer(context: RequestContext, attempt: Attempt, body: Body, events: UpstreamEvents): UpstreamEvents {
    let watched = events;
    for (const each of this.#watchAnswer) watched = each.watchAnswer(context, attempt, body, watched);
    return watched;
  }

  output(context: RequestContext, attempt: Attempt): void {
    for (const each of this.#output) each.output(context, attempt);
  }

  ended(context: RequestContext, attempt: Attempt, end: AttemptEnd): void {
    for (const each of this.#ended) each.ended(context, attempt, end);
  }

  closed(context: RequestContext, usage: Usage | null): void {
    for (const each of this.#closed) each.closed(context, usage);
  }
}
