import type { Clock, Timer } from "../../clock.ts";
import { MASK } from "../../failure/redact-answer.ts";
import {
  isStream,
  type Upstream,
  type UpstreamEvents,
  UpstreamFailure,
  type UpstreamRequest,
} from "../../wire/upstream.ts";
import { TokenFilter, withoutTokens } from "./clean.ts";
import type { Account, Credentials, Obtained } from "./login/account.ts";
import { refusalOf } from "./refusal.ts";
import { type SaidAnswer, say } from "./say.ts";

export interface ExchangeOptions {
  readonly account: Account;
  /** The connections to the backend. */
  readonly upstream: Upstream;
  readonly clock: Clock;
  /** Called once, when it is over. */
  readonly done: () => void;
}

/** Of an error no more is kept: what is larger tells nothing that a client could use. */
const LARGEST_ERROR = 1 << 20;
const NOTHING = Buffer.alloc(0);

/** One request on its way with a login: renewed before it where that is due, and after it where it was not accepted. */
export class CodexExchange implements UpstreamEvents {
  readonly #options: ExchangeOptions;
  readonly #request: UpstreamRequest;
  readonly #events: UpstreamEvents;
  #over = false;
  #abort: ((reason?: Error) => void) | null = null;
  #forget: (() => void) | null = null;
  #timer: Timer | null = null;
  #credentials: Credentials | null = null;
  #filter: TokenFilter | null = null;
  /** The second time with the same request. */
  #again = false;
  /** The status of an error that is being read. */
  #status: number | null = null;
  #headers: readonly string[] = [];
  #pieces: Buffer[] = [];
  #length = 0;

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

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (this.#over) return true;
    if (status < 300) return this.#events.onHeaders(status, this.#withoutToken(headers), resume);
    this.#status = status;
    this.#headers = headers;
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    if (this.#status === null) {
      const clean = this.#filter?.push(chunk) ?? chunk;
      return clean.length === 0 || this.#events.onData(clean);
    }
    if (this.#length < LARGEST_ERROR) this.#pieces.push(chunk);
    this.#length += chunk.length;
    return true;
  }

  onComplete(): void {
    if (this.#over) return;
    if (this.#status === null) {
      const rest = this.#filter?.rest();
      // Its end follows at once, whether or not the receiver wants a pause.
      if (rest !== undefined && rest.length > 0) this.#events.onData(rest);
      this.#end();
      this.#events.onComplete();
      return;
    }
    const answer = this.#errorAnswer(this.#status);
    // A body that goes up as it comes cannot go up twice.
    const repeatable = !this.#again && !isStream(this.#request.body);
    if (answer.status === 401 && repeatable && this.#credentials !== null) {
      this.#obtain(this.#credentials.accessToken, answer);
    } else this.#say(answer);
  }

  onError(error: Error): void {
    if (this.#over) return;
    this.#end();
    this.#events.onError(error);
  }

  #send(credentials: Credentials): void {
    this.#credentials = credentials;
    this.#filter = new TokenFilter(credentials.bytes);
    const headers = [...this.#request.headers, ...credentials.headers];
    this.#options.upstream.dispatch({ ...this.#request, headers }, this);
  }

  /** `refused`: what the upstream said to the token that it was sent. */
  #obtain(rejected: string | null, refused: SaidAnswer | null): void {
    this.#abort = null;
    this.#again = refused !== null;
    const then = (obtained: Obtained) => this.#later(() => this.#obtained(obtained, refused));
    this.#forget = this.#options.account.obtain(rejected, then);
  }

  #obtained(obtained: Obtained, refused: SaidAnswer | null): void {
    if (obtained.kind === "credentials") this.#send(obtained.credentials);
    else if (obtained.kind !== "final") this.#say(refusalOf(obtained));
    else if (refused !== null) this.#say(refused);
  }

  /** Never within `dispatch`, and never within the login's own doing: a receiver may do anything. */
  #later(act: () => void): void {
    this.#timer = this.#options.clock.setTimer(0, () => {
      if (!this.#over) act();
    });
  }

  #withoutToken(headers: readonly string[]): readonly string[] {
    const token = this.#credentials?.accessToken;
    if (token === undefined || !headers.some((text) => text.includes(token))) return headers;
    return headers.map((text) => text.replaceAll(token, MASK));
  }

  #errorAnswer(status: number): SaidAnswer {
    const token = this.#credentials?.bytes ?? NOTHING;
    const body = withoutTokens(Buffer.concat(this.#pieces), token);
    const headers = this.#headers.map((text) => withoutTokens(Buffer.from(text, "latin1"), token).toString("latin1"));
    this.#status = null;
    this.#pieces = [];
    this.#length = 0;
    return { status, headers, body };
  }

  #say(answer: SaidAnswer): void {
    this.#abort = null;
    say(
      answer,
      this.#events,
      () => this.#over,
      () => {
        this.#end();
        this.#events.onComplete();
      },
    );
  }

  #cancel(reason: Error | undefined): void {
    if (this.#over) return;
    const abort = this.#abort;
    if (abort !== null) {
      // Its `onError` ends this too.
      abort(reason);
      return;
    }
    this.#end();
    this.#events.onError(new UpstreamFailure("connection", reason?.message ?? "The request was aborted."));
  }

  #end(): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#forget?.();
    const { body } = this.#request;
    if (isStream(body) && this.#credentials === null) body.close();
    this.#options.done();
  }
}
