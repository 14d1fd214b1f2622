import type { Timer } from "../clock.ts";
import type { Usage } from "../protocols/model/usage.ts";
import { mostAttempts } from "../routing/next-step.ts";
import type { Leg } from "../targets/attempt.ts";
import { Exchange, type ExchangeInput, isFolded, type Referee } from "./exchange.ts";
import type { Failure } from "./failure.ts";
import type { CreateRace } from "./run.ts";
import { sendFailure } from "./send-failure.ts";

export interface RaceInput extends Omit<ExchangeInput, "attempts" | "firstToken" | "referee"> {
  /** In the order of their starts. */
  readonly legs: readonly Leg[];
  /** No leg has a target left. */
  readonly exhausted: (failure: Failure) => void;
}

/** `A!B`: several exchanges for one request. The first with output answers it, and the others are cancelled. */
export class Race implements Referee {
  readonly #input: RaceInput;
  readonly #running = new Map<Exchange, Leg>();
  #waiting: readonly Leg[];
  #timer: Timer | null = null;
  #winner: Exchange | null = null;
  /** A target's error about the request itself. It is sent if no other leg answers. */
  #refusal: Failure | null = null;
  #startedAt = 0;

  constructor(input: RaceInput) {
    this.#input = input;
    this.#waiting = input.legs;
  }

  get usage(): Usage | null {
    return this.#winner?.usage ?? null;
  }

  start(): void {
    this.#startedAt = this.#input.tools.clock.now();
    this.#startDue();
  }

  cancel(): void {
    this.#timer?.cancel();
    for (const exchange of this.#running.keys()) exchange.cancel();
    this.#running.clear();
  }

  tryWin(exchange: Exchange): boolean {
    if (this.#winner !== null) return this.#winner === exchange;
    this.#winner = exchange;
    this.#timer?.cancel();
    for (const [other, leg] of this.#running) {
      if (other === exchange) continue;
      other.abandon();
      this.#running.delete(other);
      // If the winner fails before anything of its answer was sent, the others may be tried again.
      if (this.#input.tools.limits.enabled) this.#waiting = [...this.#waiting, leg];
    }
    return true;
  }

  waits(exchange: Exchange): void {
    if (this.#winner === exchange) this.#winner = null;
    this.#startNext();
  }

  exhausted(exchange: Exchange, failure: Failure): void {
    this.#running.delete(exchange);
    if (this.#winner === exchange) this.#winner = null;
    // A faulty request is sent to no further target; those that have it already may still answer.
    if (failure.kind === "answer" && failure.final) {
      this.#refusal ??= failure;
      this.#waiting = [];
    }
    if (this.#waiting.length > 0 && this.#mayAsk()) this.#startNext();
    else if (this.#running.size === 0) this.#end(this.#refusal ?? failure);
  }

  #end(failure: Failure): void {
    this.#timer?.cancel();
    this.#input.exhausted(failure);
  }

  #mayAsk(): boolean {
    const { clock, limits } = this.#input.tools;
    if (this.#input.context.attempts >= mostAttempts(limits)) return false;
    return clock.now() - this.#input.context.startedAt < limits.totalTimeoutBudget * 1000;
  }

  /** Starts the legs that are due, and sets the timer for the next one. */
  #startDue(): void {
    if (this.#winner !== null) return;
    const { clock } = this.#input.tools;
    const gone = clock.now() - this.#startedAt;
    const [next] = this.#waiting;
    if (next === undefined) return;
    if (next.startAfter <= gone) this.#startNext();
    else this.#timer = clock.setTimer(next.startAfter - gone, () => this.#startDue());
  }

  #startNext(): void {
    const [leg, ...waiting] = this.#waiting;
    if (leg === undefined || this.#input.context.attempts >= mostAttempts(this.#input.tools.limits)) return;
    this.#timer?.cancel();
    this.#waiting = waiting;
    const { attempts, firstToken } = leg;
    const exchange = new Exchange({ ...this.#input, attempts, firstToken, referee: this });
    this.#running.set(exchange, leg);
    exchange.start();
    this.#startDue();
  }
}

export const createRace: CreateRace = ({ tools, context, prepared: { body, legs }, keepAlive }) =>
  new Race({
    tools,
    context,
    body,
    keepAlive,
    legs,
    // Only a stream shows who answers first; a client that wants no stream gets the winner's answer in one piece.
    asStream: isFolded(tools, context, body),
    exhausted: (failure) => sendFailure(context, failure),
  });
