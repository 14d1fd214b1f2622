import type { Clock, Timer } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import { type GatewayError, INTERNAL } from "../errors.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import { type Outcome, reasonOf } from "../failure/outcome.ts";
import type { Logger } from "../log/logger.ts";
import { ABANDONED, ANSWERED, type AttemptEnd, type Observers } from "../observe/observer.ts";
import type { ToldError } from "../relay/told-error.ts";
import { AttemptCursor, type CursorTools } from "../routing/attempt-cursor.ts";
import { type Attempt, targetName } from "../targets/attempt.ts";
import { type Failure, type FailureInput, failureOf } from "./failure.ts";

export interface AttemptTools extends CursorTools {
  readonly clock: Clock;
  readonly log: Logger;
  readonly observe: Observers;
  /** null if every upstream writes errors as the clients' API does. */
  readonly toldError: ToldError | null;
}

/** Sends a loop's request to its targets. */
export interface Asker {
  /**
   * Sends the request to this target: calls `begin`, and later one of `answered`, `failed` and `broke`; or only `refused`.
   */
  ask(attempt: Attempt): void;
  /** The target failed and is tried again after a wait. `hinted`: the upstream asked for this wait. */
  waits(hinted: boolean): void;
  /** No target answers the request. */
  exhausted(failure: Failure): void;
}

const AGAIN = { verdict: "retry", step: { kind: "retry", waitMs: 0, hinted: false } } as const;

/** The attempts of one request, one after the other, until one of them succeeds. */
export class AttemptLoop {
  readonly context: RequestContext;
  readonly #tools: AttemptTools;
  readonly #asker: Asker;
  readonly #cursor: AttemptCursor;
  #startedAt = 0;
  /** Whether an attempt is under way. */
  #asking = false;
  #over = false;
  #wait: Timer | null = null;
  /** The last target that failed. */
  #failed: FailureInput | null = null;

  constructor(tools: AttemptTools, context: RequestContext, attempts: readonly Attempt[], asker: Asker) {
    this.context = context;
    this.#tools = tools;
    this.#asker = asker;
    this.#cursor = new AttemptCursor(tools, attempts);
  }

  /** The current target, `openai:gpt-4o`. */
  get target(): string {
    const { current } = this.#cursor;
    return current === null ? "" : targetName(current);
  }

  /** null before the first attempt. */
  get current(): Attempt | null {
    return this.#cursor.current;
  }

  /** Whether a failure of the current target can lead to another one. */
  get mayAdvance(): boolean {
    return this.#cursor.mayAdvance;
  }

  /** Milliseconds that were left of the request's time budget when the current attempt started. */
  get budgetLeft(): number {
    return this.#tools.limits.totalTimeoutBudget * 1000 - (this.#startedAt - this.context.startedAt);
  }

  /** Tries the next target. */
  start(): void {
    this.#cursor.next();
    this.#ask();
  }

  /** The request is about to be sent to the current target. */
  begin(attempt: Attempt): void {
    const { context } = this;
    context.attempts++;
    context.target = targetName(attempt);
    this.#startedAt = this.#tools.clock.now();
    this.#asking = true;
    this.#tools.observe.attempt(context, attempt);
  }

  /** The attempt has output for the client. */
  output(): void {
    const { current } = this.#cursor;
    if (current !== null) this.#tools.observe.output(this.context, current);
  }

  /** The client has received the whole answer. */
  answered(status: number): void {
    this.#end(ANSWERED, status, "ok");
  }

  /** The attempt failed after the client's answer had started. */
  broke(outcome: Outcome): void {
    const { target } = this;
    this.context.brokeOff = true;
    const reason = reasonOf(outcome);
    if (!this.#end(outcome, this.context.res.statusCode, reason)) return;
    this.#tools.log.warn("answer_broke", { id: this.context.id, target, reason });
  }

  /**
   * The attempt failed before anything was sent. `answer` is what the upstream sent, if anything. `again`: the target gets the
   * request once more at once, with less in it.
   */
  failed(outcome: Outcome, answer: HeldAnswer | null, repeatable = true, again = false): void {
    const attempt = this.#cursor.current;
    if (attempt === null) return;
    const { target } = this;
    const status = outcome.kind === "status" ? outcome.status : null;
    const reason = reasonOf(outcome);
    // The failure must count towards the target's health first, because that decides which target comes next.
    if (!this.#end(outcome, status, reason)) return;
    const elapsed = this.#tools.clock.now() - this.context.startedAt;
    const { attempts } = this.context;
    const { verdict, step } = again ? AGAIN : this.#cursor.after({ outcome, repeatable, attempts, elapsed });
    const detail = outcome.kind === "connection" ? (outcome.fault?.detail ?? null) : null;
    this.#tools.log.warn("attempt_failed", {
      id: this.context.id,
      target,
      reason,
      status,
      next: step.kind,
      ...(detail !== null && { detail }),
    });
    this.#failed = { outcome, verdict, answer, attempt };
    switch (step.kind) {
      case "retry":
        this.#wait = this.#tools.clock.setTimer(step.waitMs, () => this.#ask());
        this.#asker.waits(step.hinted);
        return;
      case "advance":
        this.#ask();
        return;
      case "finish":
        this.#asker.exhausted(this.#failure(this.#failed));
    }
  }

  /**
   * The current target cannot serve this request; another may. If an earlier target failed, its error is kept, because it
   * says more.
   */
  refused(error: GatewayError): void {
    if (this.#cursor.hasNext) this.start();
    else if (this.#failed !== null) this.#asker.exhausted(this.#failure(this.#failed));
    else this.#asker.exhausted({ kind: "error", error, target: this.target, spent: false });
  }

  /**
   * Stops all attempts. `reason` is what the log shows for an attempt in progress. Returns false if the loop was already
   * over.
   */
  abandon(reason: string): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#wait?.cancel();
    this.#end(ABANDONED, null, reason);
    return true;
  }

  #failure(failed: FailureInput): Failure {
    return failureOf(failed, this.context, this.#tools.toldError);
  }

  /** An exception must only end this request. */
  #ask(): void {
    const attempt = this.#cursor.current;
    if (attempt === null) return;
    try {
      this.#asker.ask(attempt);
    } catch (error) {
      this.#tools.log.error("internal_error", { id: this.context.id, message: String(error) });
      this.#end(ABANDONED, null, INTERNAL.code);
      this.#asker.exhausted({ kind: "error", error: INTERNAL, target: targetName(attempt), spent: false });
    }
  }

  /** false if no attempt is in progress. */
  #end(end: AttemptEnd, status: number | null, reason: string): boolean {
    const attempt = this.#cursor.current;
    if (!this.#asking || attempt === null) return false;
    this.#asking = false;
    const ms = this.#tools.clock.now() - this.#startedAt;
    this.#tools.observe.ended(this.context, attempt, end);
    this.context.tried.push({ target: targetName(attempt), status, reason, ms });
    return true;
  }
}
