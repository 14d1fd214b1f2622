import type { Timer } from "../clock.ts";
import type { Leg } from "../targets/attempt.ts";
import { Exchange, type ExchangeInput, type Referee } from "./exchange.ts";
import type { Failure } from "./failure.ts";

export interface RaceInput extends Omit<ExchangeInput, "attempts" | "firstToken" | "referee"> {
  /** In the order of their starts. */
  readonly legs: readonly Leg[];
  /** No leg has a target left. */
  readonly lost: (failure: Failure) => void;
}

/** `A!B`: several exchanges for one request, of which the first with output answers it and the others are cancelled. */
export class Race implements Referee {
  readonly #input: RaceInput;
  readonly #running = new Map<Exchange, Leg>();
  #waiting: readonly Leg[];
  #timer: Timer | null = null;
  #winner: Exchange | null = null;
  /** The answer, if nobody has a better one: what a target said that is the client's own doing. */
  #refusal: Failure | null = null;
  #startedAt = 0;
  #over = false;

  constructor(input: RaceInput) {
    this.#input = input;
    this.#waiting = input.legs;
  }

  start(): void {
    this.#startedAt = this.#input.tools.clock.now();
    this.#startDue();
  }

  cancel(): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#input.keepAlive.stop();
    for (const exchange of this.#running.keys()) exchange.cancel();
    this.#running.clear();
  }

  claim(exchange: Exchange): boolean {
    if (this.#over) return false;
    if (this.#winner !== null) return this.#winner === exchange;
    this.#winner = exchange;
    this.#timer?.cancel();
    for (const [other, leg] of this.#running) {
      if (other === exchange) continue;
      other.giveWay();
      this.#running.delete(other);
      // Should the winner break before anything of it was sent, who gave way for it may be asked anew.
      if (this.#input.tools.limits.enabled) this.#waiting = [...this.#waiting, leg];
    }
    return true;
  }

  waits(exchange: Exchange): void {
    if (this.#over) return;
    if (this.#winner === exchange) this.#winner = null;
    if (this.#inTime()) this.#startNext();
  }

  lost(exchange: Exchange, failure: Failure): void {
    this.#running.delete(exchange);
    if (this.#over) return;
    if (this.#winner === exchange) this.#winner = null;
    // What one target refuses for what it says is not taken to another; those that were asked already may still answer.
    if (failure.kind === "answer" && failure.final) {
      this.#refusal ??= failure;
      this.#waiting = [];
    }
    if (this.#waiting.length > 0 && this.#inTime()) this.#startNext();
    else if (this.#running.size === 0) this.#end(this.#refusal ?? failure);
  }

  #end(failure: Failure): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#input.lost(failure);
  }

  #inTime(): boolean {
    const { clock, limits } = this.#input.tools;
    return clock.now() - this.#input.context.startedAt < limits.totalTimeoutBudget * 1000;
  }

  /** Starts what is due, and sets the timer for what comes next. */
  #startDue(): void {
    if (this.#over || this.#winner !== null) return;
    const { clock } = this.#input.tools;
    const gone = clock.now() - this.#startedAt;
    const [next] = this.#waiting;
    if (next === undefined) return;
    if (next.startAfter <= gone) this.#startNext();
    else this.#timer = clock.setTimer(next.startAfter - gone, () => this.#startDue());
  }

  #startNext(): void {
    const [leg, ...waiting] = this.#waiting;
    if (leg === undefined) return;
    this.#timer?.cancel();
    this.#waiting = waiting;
    const { attempts, firstToken } = leg;
    const exchange = new Exchange({ ...this.#input, attempts, firstToken, referee: this });
    this.#running.set(exchange, leg);
    exchange.start();
    this.#startDue();
  }
}
