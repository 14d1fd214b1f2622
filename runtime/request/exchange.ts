import type { HeaderFields } from "../body/header-fields.ts";
import type { Body } from "../body/read-model.ts";
import { wantsStream } from "../body/wants-stream.ts";
import type { RequestContext } from "../context.ts";
import type { StreamRecovery } from "../contract/backend-base.ts";
import type { ErrorReader } from "../failure/error-reader.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { Usage } from "../protocols/model/usage.ts";
import type { RouteTo } from "../protocols/registry/upstream-route.ts";
import { Bridge } from "../relay/bridge.ts";
import type { MendStream } from "../relay/check-streams.ts";
import type { FoldAnswer } from "../relay/fold-answer.ts";
import type { KeepAlive } from "../relay/keep-alive.ts";
import { Relay } from "../relay/relay.ts";
import type { RelayOwner } from "../relay/relay-owner.ts";
import type { Sweeper } from "../relay/sweeper.ts";
import type { WireAnswers } from "../relay/wire-answers.ts";
import { type Limits, limitsOf } from "../routing/limits.ts";
import type { Attempt } from "../targets/attempt.ts";
import { type Asker, AttemptLoop, type AttemptTools } from "./attempt-loop.ts";
import type { Failure } from "./failure.ts";
import type { Issuers } from "./issuers/issuers.ts";
import { requestFor } from "./upstream-request.ts";

export interface ExchangeTools extends AttemptTools {
  readonly errors: ErrorReader;
  readonly sweeper: Sweeper;
  readonly routeTo: RouteTo;
  /** null where no target needs it. */
  readonly foldAnswer: FoldAnswer | null;
  /** null where no item has an issuer. */
  readonly issuers: Issuers | null;
  /** null where no body field is filled with a header. */
  readonly headerFields: HeaderFields | null;
  /** null where all upstreams are mocks. */
  readonly wire: WireAnswers | null;
  /** null where all upstreams are mocks. */
  readonly mend: MendStream | null;
  /** Random letters and digits, different with each call and impossible to guess. */
  readonly newId: () => string;
}

/** Decides between exchanges that race for one client. */
export interface Referee {
  /** The exchange has output for the client. Returns false if another was faster; then this one has been abandoned. */
  tryWin(exchange: Exchange): boolean;
  /** Its target failed and is tried again after a wait. */
  waits(exchange: Exchange): void;
  /** None of its targets has answered. */
  exhausted(exchange: Exchange, failure: Failure): void;
}

export interface ExchangeInput {
  readonly tools: ExchangeTools;
  readonly context: RequestContext;
  readonly body: Body;
  readonly attempts: readonly Attempt[];
  readonly referee: Referee;
  readonly keepAlive: KeepAlive;
  /** Milliseconds until the first output, as a branch of `A!B` sets it; null: the target's own limit. */
  readonly firstToken: number | null;
  /** Whether a stream is requested only to see which branch is faster; the client gets it as one answer. */
  readonly asStream: boolean;
}

/** Attempts of one request, each with a relay to the client, until one of them answers. */
export class Exchange implements RelayOwner, Asker {
  readonly context: RequestContext;
  usage: Usage | null = null;
  readonly #input: ExchangeInput;
  readonly #loop: AttemptLoop;
  /** null while no attempt is in progress. */
  #relay: Relay | null = null;
  /** The target that has refused the reasoning in the request. */
  #bareFor: Attempt | null = null;
  /** Warnings about the request as it was sent to the target. */
  #warnings: readonly string[] = [];

  constructor(input: ExchangeInput) {
    this.context = input.context;
    this.#input = input;
    this.#loop = new AttemptLoop(input.tools, input.context, input.attempts, this);
  }

  /** Sends the request to the first target. */
  start(): void {
    this.#loop.start();
  }

  /** The client has left. */
  cancel(): void {
    this.#input.keepAlive.stop();
    this.abandon();
  }

  /** Stops all attempts; the client may still be waiting for another exchange that has won. */
  abandon(): void {
    this.#drop();
    this.#loop.abandon("cancelled");
  }

  /** An upstream may think for minutes, and what it sends to keep its connection alive is held back. */
  opened(): void {
    this.#input.keepAlive.start();
  }

  commit(): boolean {
    if (!this.#input.referee.tryWin(this)) return false;
    this.context.target = this.#loop.target;
    this.context.targetWarnings = this.#warnings;
    this.#loop.output();
    return true;
  }

  sending(): void {
    this.#input.keepAlive.stop();
  }

  answered(): void {
    const { keepAlive, tools } = this.#input;
    keepAlive.stop();
    const relay = this.#relay;
    this.#relay = null;
    if (tools.observe.wantsUsage && relay !== null) this.usage = this.context.frontend.stream.usageIn(relay.tail());
    this.#loop.answered(this.context.res.statusCode);
  }

  broke(outcome: Outcome): void {
    this.#relay = null;
    this.#loop.broke(outcome);
  }

  failed(outcome: Outcome, answer: HeldAnswer | null): void {
    this.#relay = null;
    const { current } = this.#loop;
    const again = this.#bareFor !== current && this.#input.tools.issuers?.cannotRead(outcome) === true;
    if (again) this.#bareFor = current;
    this.#loop.failed(outcome, answer, true, again);
  }

  waits(hinted: boolean): void {
    const { keepAlive, referee, tools } = this.#input;
    if (hinted && tools.limits.keepaliveWhileWaiting) keepAlive.start();
    referee.waits(this);
  }

  /** Nothing is asked for a while: as long as nothing was sent, the client can still get the status of what follows. */
  pause(): void {
    const { keepAlive, tools } = this.#input;
    if (!tools.limits.keepaliveWhileWaiting && !this.context.res.headersSent) keepAlive.stop();
  }

  exhausted(failure: Failure): void {
    this.#drop();
    this.#input.referee.exhausted(this, failure);
  }

  ask(attempt: Attempt): void {
    const { context } = this;
    const { tools, body, keepAlive } = this.#input;
    const { endpoint, rules } = attempt;
    const asStream = this.#input.asStream || (endpoint.streamsOnly && isFolded(tools, context, body));
    const { newId, clock, mend, observe, routeTo, issuers, headerFields } = tools;
    const protocol = context.frontend.stream;
    const now = Math.floor(clock.wall() / 1000);
    const bare = this.#bareFor === attempt;
    const made = requestFor({ context, body, attempt, routeTo, issuers, headerFields, bare, asStream, now, newId });
    if (made.kind === "refused") {
      this.#loop.refused(made.error);
      return;
    }
    this.#warnings = made.warnings;
    context.targetWarnings = made.warnings;
    this.#loop.begin(attempt);
    const hold = this.#holds(rules?.streamRecovery ?? endpoint.backend.streamRecovery);
    if (hold) keepAlive.start();
    let bridge: Bridge | null = null;
    const relay: Relay = new Relay(this, {
      clock,
      errors: tools.errors,
      sweeper: tools.sweeper,
      limits: this.#limits(attempt, asStream),
      streamIdle: streamIdleOf(attempt),
      streamEnd: streamEndOf(attempt),
      hold,
      body,
      fold: tools.foldAnswer,
      wire: tools.wire,
      flush: made.back === null ? null : () => bridge?.flush(),
      // A translation writes its events itself.
      mend: mend === null || made.back !== null ? null : () => mend({ protocol, body, usage: asStream, newId }),
    });
    this.#relay = relay;
    const answer = observe.watchAnswer(context, attempt, body, relay);
    bridge = made.back === null ? null : new Bridge(answer, { halves: made.back, body, wire: tools.wire });
    const { request } = made;
    const named = context.model === attempt.model || !context.frontend.stream.containsHeaders;
    const events = bridge ?? (named ? answer : (endpoint.withoutModelNames?.(answer) ?? answer));
    const marked = issuers === null ? events : issuers.mark(request.path, endpoint.instance.name, events);
    endpoint.upstream.dispatch(request, observe.watchUpstream(context, attempt, request, marked));
  }

  #limits({ endpoint, rules }: Attempt, folded: boolean): Limits {
    const { body, firstToken } = this.#input;
    const { mayAdvance, budgetLeft } = this.#loop;
    const { timeouts } = endpoint.backend;
    const limits = limitsOf({ timeouts, rules, legFirstToken: firstToken, hasNext: mayAdvance, budgetLeft });
    // The first token can only be seen in a stream.
    return limits.firstToken === null || folded || wantsStream(body) ? limits : { ...limits, firstToken: null };
  }

  /** A request's own header takes precedence over its route and its backend. */
  #holds(configured: StreamRecovery): boolean {
    const asked = this.context.req.headers["x-turnout-stream-recovery"];
    return asked === "hold" || (asked !== "none" && configured === "hold");
  }

  #drop(): void {
    const relay = this.#relay;
    this.#relay = null;
    relay?.cancel();
  }
}

/** Whether the client wants no stream, but can be given one answer that is made of a stream. */
export function isFolded({ foldAnswer }: ExchangeTools, { frontend }: RequestContext, body: Body): boolean {
  return foldAnswer !== null && frontend.fold !== null && !wantsStream(body);
}

/** Milliseconds that a stream may be silent; null for no limit. */
function streamIdleOf({ endpoint, rules }: Attempt): number | null {
  const own = rules?.timeouts?.streamIdle;
  const seconds = own === undefined ? endpoint.backend.timeouts.streamIdle : own;
  return seconds === null ? null : seconds * 1000;
}

/** Seconds. */
const STREAM_END = 15;

/** Milliseconds of silence after everything that was asked for, until a stream's end is not waited for any longer. */
function streamEndOf({ endpoint, rules }: Attempt): number {
  return (rules?.timeouts?.streamEnd ?? endpoint.backend.timeouts.streamEnd ?? STREAM_END) * 1000;
}
