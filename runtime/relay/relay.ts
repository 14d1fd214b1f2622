import type { Timer } from "../clock.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { RequestContext } from "../request/context.ts";
import type { Outcome } from "../routing/classify.ts";
import { type UpstreamEvents, UpstreamFailure } from "../upstream/upstream.ts";
import { addOwnHeaders, type HeldAnswer, sendAnswer } from "./answer.ts";
import { type AnswerHeaders, headersDown } from "./headers.ts";
import { createRawSink } from "./raw-sink.ts";
import type { Sink } from "./sink.ts";
import { SseSink } from "./sse-sink.ts";
import { upstreamError } from "./upstream-error.ts";

/** Who decides what follows when an attempt brings no answer for the client. */
export interface RelayOwner {
  readonly context: RequestContext;
  /** Called at most once, and only while nothing has been sent. `answer` is what the upstream said, if it did. */
  failed(outcome: Outcome, answer: HeldAnswer | null): void;
}

/** Answers up to this size are held until they are whole: one write, and a cut can still fail over. */
const HOLD_LIMIT = 1 << 20;

/** One attempt's answer on its way to the client. */
export class Relay implements UpstreamEvents {
  readonly #owner: RelayOwner;
  #abort: ((reason?: Error) => void) | null = null;
  #resume: (() => void) | null = null;
  #timer: Timer | null = null;
  #over = false;
  #status = 0;
  #headers: AnswerHeaders | null = null;
  /** null while the answer is held. */
  #sink: Sink | null = null;
  #held: Buffer[] = [];
  #heldLength = 0;

  constructor(owner: RelayOwner) {
    this.#owner = owner;
  }

  /** The whole attempt's limit; set by the owner, for it has the clock. */
  limit(timer: Timer): void {
    this.#timer = timer;
  }

  /** Ends the attempt without a word: the client has gone. */
  cancel(): void {
    if (!this.#close()) return;
    this.#abort?.();
  }

  /** Ends the attempt because its time is up. */
  timeOut(): void {
    this.#break({ kind: "timeout" });
    this.#abort?.();
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    if (this.#over) abort();
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (this.#over || status < 200) return true;
    if (status >= 300 && status < 400) {
      this.#break({ kind: "invalid" });
      this.#abort?.();
      return true;
    }
    this.#status = status;
    this.#resume = resume;
    this.#headers = headersDown(headers);
    const { contentType, encoded } = this.#headers;
    if (status < 300 && encoded) this.#sink = this.#rawSink();
    else if (status < 300 && contentType.startsWith("text/event-stream")) {
      this.#sink = new SseSink(this.#owner.context.res, () => this.#commit(), resume);
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    if (this.#sink !== null) return this.#sink.write(chunk);
    this.#held.push(chunk);
    this.#heldLength += chunk.length;
    return this.#heldLength <= HOLD_LIMIT || this.#letGo();
  }

  onComplete(): void {
    if (this.#over) return;
    if (this.#sink !== null) {
      const error = this.#sink.end();
      this.#close();
      if (error !== null) this.#owner.failed({ kind: "invalid" }, null);
      return;
    }
    this.#close();
    const [only] = this.#held;
    const body = this.#held.length === 1 && only !== undefined ? only : Buffer.concat(this.#held, this.#heldLength);
    const answer: HeldAnswer = { status: this.#status, headers: this.#headers?.pass ?? [], body };
    if (this.#status < 300) sendAnswer(this.#owner.context, answer);
    else this.#owner.failed({ kind: "status", status: this.#status, ...upstreamError(body) }, answer);
  }

  onError(error: Error): void {
    this.#break(outcomeOf(error, this.#headers !== null));
  }

  /** The answer will not become whole: another target's turn if nothing was sent, else an end that shows it. */
  #break(outcome: Outcome): void {
    if (!this.#close()) return;
    if (this.#sink?.committed) this.#sink.fail(brokenOff(outcome));
    else {
      this.#sink?.drop();
      this.#owner.failed(outcome, null);
    }
  }

  /** Too large to hold: what was held goes out, and the rest passes. */
  #letGo(): boolean {
    this.#sink = this.#rawSink();
    const held = Buffer.concat(this.#held, this.#heldLength);
    this.#held = [];
    return this.#sink.write(held);
  }

  #rawSink(): Sink {
    return createRawSink(
      this.#owner.context.res,
      () => this.#commit(),
      () => this.#resume?.(),
    );
  }

  /** Sends the head of a streamed answer. */
  #commit(): void {
    const { context } = this.#owner;
    context.res.writeHead(this.#status, addOwnHeaders(this.#headers?.pass ?? [], context));
  }

  /** false if it was closed before. */
  #close(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#timer?.cancel();
    return true;
  }
}

function outcomeOf(error: Error, answered: boolean): Outcome {
  if (error instanceof UpstreamFailure && error.kind !== "connection") {
    return { kind: error.kind === "timeout" ? "timeout" : "invalid" };
  }
  return { kind: answered ? "invalid" : "connection" };
}

function brokenOff(outcome: Outcome): GatewayError {
  if (outcome.kind === "timeout") {
    return gatewayError("upstream_timeout", "The upstream stopped sending before the answer was complete.");
  }
  return gatewayError("upstream_cut", "The upstream broke off before the answer was complete.");
}
