import type { Clock } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import { classify } from "../failure/classify.ts";
import { errorBodyIn } from "../failure/error-body.ts";
import { failureIn } from "../failure/failure-in.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import { refusalIn, refusalOf } from "../failure/refusal.ts";
import type { StreamMender } from "../protocols/stream-mender.ts";
import type { Limits } from "../routing/limits.ts";
import { headersDown } from "../wire/headers.ts";
import { streamHeaders } from "../wire/stream-headers.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";
import { addOwnHeaders, sendAnswer } from "./answer.ts";
import { type AnswerHead, jsonAnswer, withRefusal } from "./answer-head.ts";
import { answerKind } from "./answer-kind.ts";
import { brokenOff } from "./broken-off.ts";
import { Deadline } from "./deadline.ts";
import type { OpenFold } from "./fold-answer.ts";
import { createRawSink } from "./raw-sink.ts";
import { type SilenceStep, silenceOutcome } from "./silence.ts";
import { SilenceWatch } from "./silence-watch.ts";
import type { EventSink, Sink, SinkOwner } from "./sink.ts";
import { SseSink } from "./sse-sink.ts";
import type { Sweeper } from "./sweeper.ts";
import { WholeSink } from "./whole-sink.ts";
import { wireFault } from "./wire-fault.ts";

/** Decides what follows an attempt. One of `answered`, `failed` and `broke` is called, once; none after `cancel`. */
export interface RelayOwner {
  readonly context: RequestContext;
  /** A stream for the client has started, without output yet. */
  opened(): void;
  /** This attempt has output for the client. Returns false if another one was faster, and this one is over. */
  commit(): boolean;
  /** From now on the answer is being sent. */
  sending(): void;
  /** The client has received the whole answer. */
  answered(): void;
  /** It failed before anything was sent. `answer` is the upstream's, if there was one. */
  failed(outcome: Outcome, answer: HeldAnswer | null): void;
  /** It failed after the answer had started; the client has received an error. */
  broke(outcome: Outcome): void;
}

export interface RelayPlan {
  readonly clock: Clock;
  readonly sweeper: Sweeper;
  readonly limits: Limits;
  /** Milliseconds of silence in a stream; null for no limit. */
  readonly streamIdle: number | null;
  /** Milliseconds of silence in a stream, after everything that was asked for. */
  readonly streamEnd: number;
  /** Whether the answer is held until it is complete. */
  readonly hold: boolean;
  /** Makes the translation write what it kept for the end, if the end has come; null if nothing is translated. */
  readonly flush: (() => void) | null;
  /** Opens what checks and repairs the events of a stream; null if Turnout writes them itself. */
  readonly mend: (() => StreamMender) | null;
  /** Combines a stream that the client did not ask for into one answer; null passes streams on as they are. */
  readonly fold: OpenFold | null;
}

/** Answers up to this size are held until they are complete. */
const WHOLE_LIMIT = 1 << 20;
/** The same limit, if nothing may be sent before the answer is complete. */
const HOLD_LIMIT = 1 << 25;
const PROTOCOL: Outcome = { kind: "invalid", reason: "protocol" };
const CUT: Outcome = { kind: "invalid", reason: "cut" };
const NOTHING = Buffer.alloc(0);

/** One attempt's answer on its way to the client. */
export class Relay implements UpstreamEvents, SinkOwner {
  readonly #owner: RelayOwner;
  readonly #plan: RelayPlan;
  readonly #deadline: Deadline;
  #abort: ((reason?: Error) => void) | null = null;
  #over = false;
  #head: AnswerHead | null = null;
  /** null before the head. */
  #sink: Sink | null = null;
  /** For a stream of events; null for other answers. */
  #silence: SilenceWatch | null = null;

  constructor(owner: RelayOwner, plan: RelayPlan) {
    this.#owner = owner;
    this.#plan = plan;
    this.#deadline = new Deadline(plan.clock, plan.limits, (of) => this.#giveUp({ kind: "timeout", of }));
  }

  /** Ends the attempt silently: the client has left, or another attempt was faster. */
  cancel(): void {
    if (!this.#close()) return;
    this.#sink?.drop();
    this.#abort?.();
  }

  /** The end of the answer so far; all of an answer that is held. */
  tail(): Buffer {
    return this.#sink?.tail() ?? NOTHING;
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    if (this.#over) abort();
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (this.#over || status < 200) return true;
    const { pass, contentType, encoded } = headersDown(headers);
    const head = { status, headers: pass, events: contentType.startsWith("text/event-stream"), resume };
    this.#head = head;
    const kind = answerKind({ status, contentType, encoded, onlyEventsFit: this.#onlyEventsFit });
    if (kind === "unusable") {
      this.#giveUp(PROTOCOL);
      return true;
    }
    this.#deadline.answered(kind === "events");
    if (kind === "events") this.#openStream(head);
    else if (kind === "raw") this.#sink = createRawSink(this.#owner.context.res, this);
    else this.#sink = this.#wholeSink(head);
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over || this.#sink === null) return true;
    if (this.#silence !== null) this.#silence.moved = true;
    return chunk.length === 0 || this.#sink.write(chunk);
  }

  onComplete(): void {
    if (this.#over) return;
    if (this.#sink === null) this.#fail(CUT);
    else this.#endSink(this.#sink);
  }

  onError(error: Error): void {
    this.#fail(wireFault(error, this.#head !== null));
  }

  commit(): boolean {
    if (this.#silence === null && this.#onlyEventsFit) {
      this.#giveUp(PROTOCOL);
      return false;
    }
    const wanted = this.#owner.commit();
    if (wanted) this.#deadline.spoke();
    else this.cancel();
    return wanted;
  }

  sendHead(): void {
    const { context } = this.#owner;
    this.#owner.sending();
    if (context.res.headersSent || this.#head === null) return;
    const { status, headers, events } = this.#head;
    const own = events || this.#silence !== null ? streamHeaders(headers) : headers;
    context.res.writeHead(status, addOwnHeaders(own, context));
  }

  resume(): void {
    this.#head?.resume();
  }

  failed(outcome: Outcome, errorData: string | null): void {
    if (!this.#close()) return;
    this.#abort?.();
    if (this.#sink?.hasSent) this.#owner.broke(outcome);
    else if (outcome.kind === "status" && errorData !== null && this.#head !== null) {
      // Unlike the sink, the relay has a clock, which is needed to read from the error when to retry.
      const refusal = refusalIn(errorData, this.#plan.clock);
      const answer = jsonAnswer(this.#head, this.#head.status, errorBodyIn(errorData));
      this.#owner.failed(refusal, withRefusal(answer, refusal));
    } else this.#owner.failed(outcome, null);
  }

  /** Whether the client has received a stream's headers and comments. */
  get #onlyEventsFit(): boolean {
    return this.#owner.context.res.headersSent;
  }

  #openStream(head: AnswerHead): void {
    const { fold, hold, mend, sweeper, streamEnd: end, streamIdle: limit } = this.#plan;
    const { res, frontend } = this.#owner.context;
    const protocol = frontend.stream;
    const mender = mend === null ? null : mend();
    const send = (body: Buffer) => sendAnswer(this.#owner.context, jsonAnswer(head, head.status, body));
    const sink =
      fold === null
        ? new SseSink({ res, owner: this, protocol, mender, hold })
        : fold({ owner: this, protocol, mender, send });
    this.#sink = sink;
    this.#silence = new SilenceWatch({ sweeper, sink, limit, end, onQuiet: (step) => this.#fellSilent(sink, step) });
    if (fold === null) this.#owner.opened();
  }

  #wholeSink(head: AnswerHead): WholeSink {
    return new WholeSink({
      limit: this.#plan.hold && head.status < 300 ? HOLD_LIMIT : WHOLE_LIMIT,
      whole: (body) => this.#finish({ status: head.status, headers: head.headers, body }),
      tooLarge: (body) => this.#passRaw(head, body),
    });
  }

  /** The answer is complete, and nothing of it has been sent. */
  #finish(answer: HeldAnswer): void {
    this.#close();
    const failure = failureIn(answer, this.#plan.clock) ?? (this.#onlyEventsFit ? PROTOCOL : null);
    if (failure !== null) {
      this.#owner.failed(failure, failure.kind === "status" ? withRefusal(answer, failure) : null);
    } else if (this.#owner.commit()) {
      sendAnswer(this.#owner.context, answer);
      this.#owner.answered();
    }
  }

  /**
   * Too large to hold: what is held is sent, and the rest passes. An error's remainder is not sent; what is held is enough
   * for the client.
   */
  #passRaw({ status, headers }: AnswerHead, held: Buffer): boolean {
    if (status >= 300) {
      const refusal = refusalOf({ status, headers, body: NOTHING }, this.#plan.clock);
      if (classify(refusal) !== "final") {
        this.#giveUp(refusal);
        return true;
      }
    }
    this.#sink = createRawSink(this.#owner.context.res, this);
    return this.#sink.write(held);
  }

  #fellSilent(sink: EventSink, step: Exclude<SilenceStep, "wait">): void {
    if (step !== "check") this.#plan.flush?.();
    if (this.#over) return;
    switch (silenceOutcome({ step, progress: sink.progress })) {
      case "ended":
        this.#endSink(sink);
        this.#abort?.();
        break;
      case "timeout":
        this.#giveUp({ kind: "timeout", of: "idle" });
    }
  }

  #endSink(sink: Sink): void {
    const wrong = sink.end();
    if (!this.#close()) return;
    if (wrong === null) this.#owner.answered();
    else if (sink.hasSent) this.#owner.broke(wrong);
    else this.#owner.failed(wrong, null);
  }

  #giveUp(outcome: Outcome): void {
    this.#fail(outcome);
    this.#abort?.();
  }

  /** The answer cannot be completed: if nothing was sent, another target may answer; otherwise it ends with an error. */
  #fail(outcome: Outcome): void {
    if (this.#over) return;
    const stream = this.#silence?.sink;
    if (stream !== undefined && this.#owner.context.frontend.stream.hasLast(stream.tail())) {
      // Nothing follows the last event, so a failure after it does not matter.
      this.#endSink(stream);
      return;
    }
    this.#close();
    if (this.#sink?.hasSent) {
      this.#sink.fail(brokenOff(outcome));
      this.#owner.broke(outcome);
    } else {
      this.#sink?.drop();
      this.#owner.failed(outcome, null);
    }
  }

  /** false if it was already closed. */
  #close(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#deadline.cancel();
    this.#silence?.stop();
    return true;
  }
}
