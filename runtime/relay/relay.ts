import { wantsStream } from "../body/wants-stream.ts";
import { classify } from "../failure/classify.ts";
import { errorBodyIn } from "../failure/error-event.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { Limits } from "../routing/limits.ts";
import { headersDown } from "../wire/headers.ts";
import { streamHeaders } from "../wire/stream-headers.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";
import { addOwnHeaders, sendAnswer } from "./answer.ts";
import { type AnswerHead, EVENTS_TYPE, JSON_TYPE, jsonAnswer, setType, withRefusal } from "./answer-head.ts";
import { answerKind } from "./answer-kind.ts";
import { brokenOff } from "./broken-off.ts";
import { Deadline } from "./deadline.ts";
import { type EventSinkPlan, eventSink, foldSink } from "./event-sink.ts";
import { type FinishPlan, finish } from "./finish.ts";
import { createRawSink } from "./raw-sink.ts";
import type { RelayOwner } from "./relay-owner.ts";
import { type SilenceStep, silenceOutcome } from "./silence.ts";
import { SilenceWatch } from "./silence-watch.ts";
import type { EventSink, Sink, SinkOwner } from "./sink.ts";
import type { Sweeper } from "./sweeper.ts";
import { WholeSink } from "./whole-sink.ts";
import { wireFault } from "./wire-fault.ts";

export interface RelayPlan extends EventSinkPlan, FinishPlan {
  readonly sweeper: Sweeper;
  readonly limits: Limits;
  /** Milliseconds of silence in a stream; null for no limit. */
  readonly streamIdle: number | null;
  /** Milliseconds of silence in a stream, after everything that was asked for. */
  readonly streamEnd: number;
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
    else {
      // Some clients read an answer under another name as text.
      if (status < 300 && !contentType.includes("json")) setType(pass, JSON_TYPE);
      this.#sink = this.#wholeSink(head, this.#plan.hold && status < 300 ? HOLD_LIMIT : WHOLE_LIMIT);
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over || this.#sink === null) return true;
    if (this.#silence !== null) this.#silence.moved = true;
    return chunk.length === 0 || this.#sink.write(chunk);
  }

  onComplete(): void {
    if (this.#over) return;
    if (this.#sink === null) {
      this.#fail(CUT);
      return;
    }
    const stream = this.#silence?.sink ?? null;
    const whole = stream === null ? null : this.#plan.wire?.misnamedAnswer(stream, this.#head);
    if (!whole) this.#endSink(this.#sink);
    else this.#finish(whole);
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
      const refusal = this.#plan.errors.refusalIn(errorData, this.#plan.clock);
      const asEvents = this.#onlyStreams && classify(refusal) === "limited";
      const answer = withRefusal(jsonAnswer(this.#head, this.#head.status, errorBodyIn(errorData)), refusal);
      this.#owner.failed(refusal, asEvents ? { ...answer, asEvents } : answer);
    } else this.#owner.failed(outcome, null);
  }

  /** Whether the client reads a rate limit only in a stream. */
  get #onlyStreams(): boolean {
    return this.#owner.context.frontend.stream.limitsAsEvents && wantsStream(this.#plan.body);
  }

  /** Whether the client has received a stream's headers and comments. */
  get #onlyEventsFit(): boolean {
    return this.#owner.context.res.headersSent;
  }

  #openStream(head: AnswerHead): void {
    const { mend, sweeper, streamEnd: end, streamIdle: limit } = this.#plan;
    const { context } = this.#owner;
    const mender = mend === null ? null : mend();
    const folded = foldSink({ plan: this.#plan, context, owner: this, head, mender });
    const sink = folded ?? eventSink({ plan: this.#plan, context, owner: this, mender });
    this.#sink = sink;
    this.#silence = new SilenceWatch({ sweeper, sink, limit, end, onQuiet: (step) => this.#fellSilent(sink, step) });
    if (folded === null) this.#owner.opened();
  }

  #wholeSink(head: AnswerHead, limit: number): WholeSink {
    return new WholeSink({
      limit,
      whole: (body) => this.#finish({ status: head.status, headers: head.headers, body }),
      tooLarge: (body) => this.#outgrow(head, limit, body),
      startOf: head.status < 300 ? (this.#plan.wire?.startOf ?? null) : null,
      events: (body) => this.#becomeEvents(head, body),
    });
  }

  /** The body is a stream of events, although its content type said something else. */
  #becomeEvents(head: AnswerHead, bytes: Buffer): boolean {
    setType(head.headers, EVENTS_TYPE);
    this.#deadline.answered(true);
    this.#openStream(head);
    return this.onData(bytes);
  }

  /** The answer is complete, and nothing of it has been sent. */
  #finish(answer: HeldAnswer): void {
    this.#close();
    const { context } = this.#owner;
    const result = finish(this.#plan, answer, context);
    if (result.kind === "failed") {
      const { outcome } = result;
      this.#owner.failed(outcome, outcome.kind === "status" ? withRefusal(answer, outcome) : null);
    } else if (this.#owner.commit()) {
      if (result.kind === "whole") sendAnswer(context, answer);
      else {
        setType(answer.headers, EVENTS_TYPE);
        this.sendHead();
        context.res.end(result.events);
      }
      this.#owner.answered();
    }
  }

  /** What is to become a stream is held as long as it takes. */
  #outgrow(head: AnswerHead, limit: number, held: Buffer): boolean {
    const { wire, body } = this.#plan;
    const { frontend } = this.#owner.context;
    if (head.status >= 300 || !wire?.isStreamed({ frontend, body })) return this.#passRaw(head, held);
    if (limit < HOLD_LIMIT) {
      this.#sink = this.#wholeSink(head, HOLD_LIMIT);
      return this.#sink.write(held);
    }
    this.#giveUp(PROTOCOL);
    return true;
  }

  /**
   * Too large to hold: what is held is sent, and the rest passes. An error's remainder is not sent; what is held is enough
   * for the client.
   */
  #passRaw({ status, headers }: AnswerHead, held: Buffer): boolean {
    if (status >= 300) {
      const refusal = this.#plan.errors.refusalOf({ status, headers, body: NOTHING }, this.#plan.clock);
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
