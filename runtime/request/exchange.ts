import type { Body } from "../body/read-model.ts";
import { wantsStream } from "../body/wants-stream.ts";
import type { Clock, Timer } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import type { Settings, StreamRecovery } from "../contract.ts";
import { type GatewayError, INTERNAL } from "../errors.ts";
import { classify } from "../failure/classify.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import { type Outcome, reasonOf } from "../failure/outcome.ts";
import type { Logger } from "../log/logger.ts";
import type { Capture } from "../observe/capture/capture.ts";
import type { Fold } from "../protocols/fold/fold.ts";
import { Bridge } from "../relay/bridge.ts";
import type { KeepAlive } from "../relay/keep-alive.ts";
import { Relay, type RelayOwner } from "../relay/relay.ts";
import type { Sweeper } from "../relay/sweeper.ts";
import { limitsOf } from "../routing/limits.ts";
import { nextStep } from "../routing/next-step.ts";
import { restAfter } from "../routing/rest-after.ts";
import { type Attempt, targetName } from "../targets/attempt.ts";
import type { Health } from "../targets/health/health.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";
import { type Failure, type FailureInput, failureOf } from "./failure.ts";
import { redactOutcome } from "./redact-outcome.ts";
import { requestFor } from "./upstream-request.ts";

export interface WatchedAnswer {
  readonly context: RequestContext;
  readonly attempt: Attempt;
  readonly body: Body;
  /** Who awaits the answer, in the client's protocol. */
  readonly events: UpstreamEvents;
}

/** Gives back what an answer is to pass through. */
export type WatchAnswer = (answer: WatchedAnswer) => UpstreamEvents;

export interface ExchangeTools {
  readonly limits: Settings["failure"];
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly health: Health;
  readonly sweeper: Sweeper;
  readonly capture: Capture | null;
  /** For answers of the Responses API: remembers what is needed to continue them. */
  readonly watchAnswer: WatchAnswer;
  /** Random letters and digits, another at each call, that nobody can guess. */
  readonly newId: () => string;
  /** Called with the target that has answered a request whose session is known. */
  readonly remember: (context: RequestContext, target: string) => void;
}

/** Who stands between an exchange and the client. */
export interface Referee {
  /** It has output. false: another was quicker, and it has been cancelled. */
  claim(exchange: Exchange): boolean;
  /** Its target has failed, and it waits before it asks again. */
  waits(exchange: Exchange): void;
  /** It has no target left. */
  lost(exchange: Exchange, failure: Failure): void;
}

export interface ExchangeInput {
  readonly tools: ExchangeTools;
  readonly context: RequestContext;
  readonly body: Body;
  readonly attempts: readonly Attempt[];
  readonly referee: Referee;
  readonly keepAlive: KeepAlive;
  /** Milliseconds: what a branch of `A!B` allows until its first output; null leaves the target's own limit. */
  readonly firstToken: number | null;
  /** Makes one answer of a stream that is asked for only to see who is quicker; null where streams pass. */
  readonly fold: (() => Fold) | null;
}

/** Attempts of one request, one after the other, until one of them answers. */
export class Exchange implements RelayOwner {
  readonly context: RequestContext;
  readonly #input: ExchangeInput;
  #rest: readonly Attempt[];
  #attempt: Attempt | null = null;
  #startedAt = 0;
  #retried = 0;
  #waited = 0;
  #hops = 0;
  #relay: Relay | null = null;
  #wait: Timer | null = null;
  #gone = false;
  /** Of the request as its target got it. */
  #warnings: readonly string[] = [];
  /** The last target that failed. */
  #failed: FailureInput | null = null;

  constructor(input: ExchangeInput) {
    this.context = input.context;
    this.#input = input;
    const { limits, health } = input.tools;
    // Without failure handling nobody else is asked in a failing target's place, in the next request either.
    this.#rest = limits.enabled ? health.order(input.attempts) : input.attempts;
  }

  /** The target that is asked now. */
  get target(): string {
    return this.#attempt === null ? "" : targetName(this.#attempt);
  }

  /** Sends the request to the next target. */
  start(): void {
    this.#attempt = this.#rest[0] ?? null;
    this.#rest = this.#rest.slice(1);
    this.#retried = 0;
    this.#waited = 0;
    this.#try();
  }

  /** The client has gone. */
  cancel(): void {
    this.#input.keepAlive.stop();
    this.giveWay();
  }

  /** Nothing goes on in its name; the client may still be waiting, for another exchange that has won. */
  giveWay(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#wait?.cancel();
    const relay = this.#relay;
    this.#relay = null;
    if (relay === null || this.#attempt === null) return;
    relay.cancel();
    this.#input.tools.health.released(this.#attempt);
    this.#record(null, "cancelled");
  }

  /** An upstream may think for minutes, and what it sends to keep its connection open is held. */
  opened(): void {
    this.#input.keepAlive.start();
  }

  claim(): boolean {
    if (this.#gone || !this.#input.referee.claim(this)) return false;
    this.context.target = this.target;
    this.context.targetWarnings = this.#warnings;
    return true;
  }

  sending(): void {
    this.#input.keepAlive.stop();
  }

  answered(): void {
    this.#input.keepAlive.stop();
    const { health, remember } = this.#input.tools;
    this.#relay = null;
    if (this.#attempt === null) return;
    health.succeeded(this.#attempt);
    this.#record(this.context.res.statusCode, "ok");
    if (this.context.session !== null) remember(this.context, this.target);
  }

  broke(told: Outcome): void {
    this.#relay = null;
    if (this.#attempt === null) return;
    const outcome = redactOutcome(told, this.#attempt.endpoint.instance.secret);
    this.#input.tools.health.failed(this.#attempt, outcome);
    this.#record(this.context.res.statusCode, reasonOf(outcome));
    this.#input.tools.log.warn("answer_broke", { id: this.context.id, target: this.target, reason: reasonOf(outcome) });
  }

  failed(told: Outcome, answer: HeldAnswer | null): void {
    const attempt = this.#attempt;
    this.#relay = null;
    if (this.#gone || attempt === null) return;
    const outcome = redactOutcome(told, attempt.endpoint.instance.secret);
    const { clock, random, limits, log, health } = this.#input.tools;
    const { context } = this;
    const verdict = classify(outcome);
    health.failed(attempt, outcome);
    this.#rest = health.order(restAfter({ verdict, outcome, failed: attempt, rest: this.#rest }));
    const step = nextStep({
      verdict,
      retryAfter: outcome.kind === "status" ? outcome.retryAfter : null,
      hasNext: this.#rest.length > 0,
      retried: this.#retried,
      waited: this.#waited,
      hops: this.#hops,
      elapsed: clock.now() - context.startedAt,
      random: random(),
      limits,
    });
    const status = outcome.kind === "status" ? outcome.status : null;
    const reason = reasonOf(outcome);
    this.#record(status, reason);
    log.warn("attempt_failed", { id: context.id, target: this.target, reason, status, next: step.kind });
    this.#failed = { outcome, verdict, answer, attempt };
    switch (step.kind) {
      case "retry":
        if (step.hinted) this.#waited++;
        else this.#retried++;
        if (step.hinted) this.#input.keepAlive.start();
        this.#wait = clock.setTimer(step.waitMs, () => this.#try());
        this.#input.referee.waits(this);
        return;
      case "advance":
        this.#hops++;
        this.start();
        return;
      case "finish":
        this.#input.referee.lost(this, failureOf(this.#failed));
    }
  }

  /** A defect of ours costs this request and no other. */
  #try(): void {
    try {
      this.#send();
    } catch (error) {
      this.#input.tools.log.error("internal_error", { id: this.context.id, message: String(error) });
      this.#input.referee.lost(this, { kind: "error", error: INTERNAL, target: this.target });
    }
  }

  #send(): void {
    const attempt = this.#attempt;
    if (attempt === null || this.#gone) return;
    const { context } = this;
    const { tools, firstToken } = this.#input;
    const { endpoint, rules } = attempt;
    const { timeouts } = endpoint.backend;
    const fold = this.#input.fold ?? (endpoint.streamsOnly && !this.#asksForStream() ? context.frontend.fold : null);
    const { newId, clock } = tools;
    const now = Math.floor(clock.wall() / 1000);
    const made = requestFor({ context, body: this.#input.body, attempt, asStream: fold !== null, now, newId });
    if (made.kind === "refused") {
      this.#refuse(made.error);
      return;
    }
    this.#warnings = made.warnings;
    context.attempts++;
    context.target = this.target;
    context.targetWarnings = made.warnings;
    this.#startedAt = tools.clock.now();
    const own = limitsOf({
      timeouts,
      rules,
      legFirstToken: firstToken,
      hasNext: this.#mayAdvance(),
      budgetLeft: tools.limits.totalTimeoutBudget * 1000 - (this.#startedAt - context.startedAt),
    });
    const hold = this.#holds(rules?.streamRecovery ?? endpoint.backend.streamRecovery);
    if (hold) this.#input.keepAlive.start();
    const limits =
      own.firstToken === null || fold !== null || this.#asksForStream() ? own : { ...own, firstToken: null };
    const streamIdle = rules?.timeouts?.streamIdle === undefined ? timeouts.streamIdle : rules.timeouts.streamIdle;
    let bridge: Bridge | null = null;
    const relay: Relay = new Relay(this, {
      clock: tools.clock,
      sweeper: tools.sweeper,
      limits,
      streamIdle: streamIdle === null ? null : streamIdle * 1000,
      hold,
      fold: fold?.() ?? null,
      settle: made.back === null ? null : () => bridge?.settle(),
    });
    const seen =
      context.frontend.protocol !== "responses"
        ? relay
        : tools.watchAnswer({ context, attempt, body: this.#input.body, events: relay });
    bridge = made.back === null ? null : new Bridge(seen, made.back);
    this.#relay = relay;
    tools.health.started(attempt);
    const { request } = made;
    const events = bridge ?? seen;
    endpoint.upstream.dispatch(
      request,
      tools.capture === null ? events : tools.capture.attempt(context, attempt, request, events),
    );
  }

  /** This target cannot be asked for what the client wants; another may. What one said that can be is worth more. */
  #refuse(error: GatewayError): void {
    if (this.#rest.length > 0) this.start();
    else if (this.#failed !== null) this.#input.referee.lost(this, failureOf(this.#failed));
    else this.#input.referee.lost(this, { kind: "error", error, target: this.target });
  }

  #mayAdvance(): boolean {
    const { enabled, maxFailoverHops } = this.#input.tools.limits;
    return enabled && this.#hops < maxFailoverHops && this.#rest.length > 0;
  }

  #asksForStream(): boolean {
    return wantsStream(this.#input.body);
  }

  /** A request's own header wins over its route and its backend. */
  #holds(configured: StreamRecovery): boolean {
    const asked = this.context.req.headers["x-turnout-stream-recovery"];
    return asked === "hold" || (asked !== "none" && configured === "hold");
  }

  #record(status: number | null, reason: string): void {
    const ms = this.#input.tools.clock.now() - this.#startedAt;
    this.context.tried.push({ target: this.target, status, reason, ms });
  }
}
