import type { Clock, Timer } from "../../clock.ts";
import {
  isStream,
  type Upstream,
  type UpstreamEvents,
  UpstreamFailure,
  type UpstreamRequest,
} from "../../wire/upstream.ts";
import type { Account, Credentials, Obtained } from "./login/account.ts";
import { noLoginAnswer } from "./no-login.ts";
import { type AnswerOwner, TokenFreeAnswer } from "./token-free-answer.ts";
import { sendWhole, type WholeAnswer } from "./whole-answer.ts";

export interface ExchangeOptions {
  readonly account: Account;
  /** Connections to the backend. */
  readonly upstream: Upstream;
  readonly clock: Clock;
  /** Called once, at the end. */
  readonly done: () => void;
}

/** One request with a login, which is renewed beforehand if due, and afterwards if it was rejected. */
export class CodexExchange implements AnswerOwner {
  readonly #options: ExchangeOptions;
  readonly #request: UpstreamRequest;
  readonly #events: UpstreamEvents;
  #over = false;
  /** How often the request has been sent. */
  #sent = 0;
  #abort: ((reason?: Error) => void) | null = null;
  #forget: (() => void) | null = null;
  #timer: Timer | null = null;

  constructor(options: ExchangeOptions, request: UpstreamRequest, events: UpstreamEvents) {
    this.#options = options;
    this.#request = request;
    this.#events = events;
  }

  start(): void {
    this.#events.onConnect((reason) => this.#cancel(reason));
    if (this.#over) return;
    const ready = this.#options.account.ready();
    if (ready?.kind === "credentials") this.#send(ready.credentials);
    else if (ready === null) this.#obtain(null, null);
    else this.#later(() => this.#obtained(ready, null));
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    if (this.#over) abort();
  }

  refused(answer: WholeAnswer, { accessToken }: Credentials): void {
    if (this.#over) return;
    // A streamed body cannot be sent twice.
    const repeatable = this.#sent === 1 && !isStream(this.#request.body);
    if (answer.status === 401 && repeatable) this.#obtain(accessToken, answer);
    else this.#answer(answer);
  }

  completed(): void {
    if (this.#over) return;
    this.#end();
    this.#events.onComplete();
  }

  onError(error: Error): void {
    if (this.#over) return;
    this.#end();
    this.#events.onError(error);
  }

  #send(credentials: Credentials): void {
    this.#sent++;
    const headers = [...this.#request.headers, ...credentials.headers];
    const answer = new TokenFreeAnswer(this, this.#events, credentials);
    this.#options.upstream.dispatch({ ...this.#request, headers }, answer);
  }

  /** `refused`: the upstream's answer to the token that was sent. */
  #obtain(rejected: string | null, refused: WholeAnswer | null): void {
    this.#abort = null;
    const then = (obtained: Obtained) => this.#later(() => this.#obtained(obtained, refused));
    this.#forget = this.#options.account.obtain(rejected, then);
  }

  #obtained(obtained: Obtained, refused: WholeAnswer | null): void {
    if (obtained.kind === "credentials") this.#send(obtained.credentials);
    else if (obtained.kind !== "final") this.#answer(noLoginAnswer(obtained));
    else if (refused !== null) this.#answer(refused);
  }

  /** Never within `dispatch`, and never within the login's own code, because a receiver may do anything. */
  #later(act: () => void): void {
    this.#timer = this.#options.clock.setTimer(0, () => {
      if (!this.#over) act();
    });
  }

  #answer(answer: WholeAnswer): void {
    this.#abort = null;
    sendWhole(
      answer,
      this.#events,
      () => this.#over,
      () => this.completed(),
    );
  }

  #cancel(reason: Error | undefined): void {
    if (this.#over) return;
    const abort = this.#abort;
    if (abort !== null) {
      // Its `onError` ends this exchange too.
      abort(reason);
      return;
    }
    this.onError(new UpstreamFailure("connection", reason?.message ?? "The request was aborted."));
  }

  #end(): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#forget?.();
    const { body } = this.#request;
    if (isStream(body) && this.#sent === 0) body.close();
    this.#options.done();
  }
}
