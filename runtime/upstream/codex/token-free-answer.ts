import { HeldBytes } from "../../wire/held-bytes.ts";
import { MASK } from "../../wire/masks/masks.ts";
import type { UpstreamEvents } from "../../wire/upstream.ts";
import { TokenFilter, withoutTokens } from "./clean.ts";
import type { Credentials } from "./login/account.ts";
import type { WholeAnswer } from "./whole-answer.ts";

/** The sender of the request. */
export interface AnswerOwner {
  onConnect(abort: (reason?: Error) => void): void;
  /** A complete error has arrived; nothing of it has been passed on. */
  refused(answer: WholeAnswer, sentWith: Credentials): void;
  completed(): void;
  onError(error: Error): void;
}

/** No more of an error is kept: what is larger contains nothing useful for a client. */
const LARGEST_ERROR = 1 << 20;

interface ErrorHead {
  readonly status: number;
  readonly headers: readonly string[];
}

/** The answer to one request that was sent with a token: passed on without that token, and held if it is an error. */
export class TokenFreeAnswer implements UpstreamEvents {
  readonly #owner: AnswerOwner;
  readonly #events: UpstreamEvents;
  readonly #credentials: Credentials;
  readonly #filter: TokenFilter;
  /** null unless the answer is an error. */
  #error: ErrorHead | null = null;
  readonly #held = new HeldBytes();

  /** @param events the receiver of the answer */
  constructor(owner: AnswerOwner, events: UpstreamEvents, credentials: Credentials) {
    this.#owner = owner;
    this.#events = events;
    this.#credentials = credentials;
    this.#filter = new TokenFilter(credentials.bytes);
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#owner.onConnect(abort);
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (status < 300) return this.#events.onHeaders(status, this.#withoutToken(headers), resume);
    this.#error = { status, headers };
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#error === null) {
      const clean = this.#filter.push(chunk);
      return clean.length === 0 || this.#events.onData(clean);
    }
    if (this.#held.length < LARGEST_ERROR) this.#held.push(chunk);
    return true;
  }

  onComplete(): void {
    if (this.#error !== null) {
      this.#owner.refused(this.#errorAnswer(this.#error), this.#credentials);
      return;
    }
    const rest = this.#filter.rest();
    // The end follows at once, whether or not the receiver asks for a pause.
    if (rest.length > 0) this.#events.onData(rest);
    this.#owner.completed();
  }

  onError(error: Error): void {
    this.#owner.onError(error);
  }

  #withoutToken(headers: readonly string[]): readonly string[] {
    const { accessToken } = this.#credentials;
    if (!headers.some((text) => text.includes(accessToken))) return headers;
    return headers.map((text) => text.replaceAll(accessToken, MASK));
  }

  #errorAnswer({ status, headers }: ErrorHead): WholeAnswer {
    const { bytes } = this.#credentials;
    return {
      status,
      headers: headers.map((text) => withoutTokens(Buffer.from(text, "latin1"), bytes).toString("latin1")),
      body: withoutTokens(this.#held.join(), bytes),
    };
  }
}
