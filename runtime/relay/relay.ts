import type { Clock } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import { classify } from "../failure/classify.ts";
import { failureIn } from "../failure/failure-in.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome, TimeoutKind } from "../failure/outcome.ts";
import { errorBodyIn, refusalOf, withHint } from "../failure/refusal.ts";
import type { Fold } from "../protocols/fold/fold.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";
import type { Limits } from "../routing/limits.ts";
import { type AnswerHeaders, headersDown } from "../wire/headers.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";
import { addOwnHeaders, sendAnswer } from "./answer.ts";
import { brokenOff } from "./broken-off.ts";
import { Deadline } from "./deadline.ts";
import { FoldSink } from "./fold-sink.ts";
import { createRawSink } from "./raw-sink.ts";
import type { EventSink, Sink, SinkOwner } from "./sink.ts";
import { SseSink } from "./sse-sink.ts";
import type { Sweeper, Watched } from "./sweeper.ts";
import { wireFault } from "./wire-fault.ts";

/** Who decides what follows on an attempt. One of `answered`, `failed` and `broke` is called, once, or none after `cancel`. */
export interface RelayOwner {
  readonly context: RequestContext;
  /** A stream for the client has begun, which says nothing yet. */
  opened(): void;
  /** This attempt has output for the client; false: another has been quicker, and this one is over. */
  claim(): boolean;
  /** From now on the answer goes out. */
  sending(): void;
  /** The whole answer has gone to the client. */
  answered(): void;
  /** It has failed while nothing had been sent. `answer` is what the upstream said, if it did. */
  failed(outcome: Outcome, answer: HeldAnswer | null): void;
  /** It has failed after the answer was begun; the client has been told. */
  broke(outcome: Outcome): void;
}

export interface RelayPlan {
  readonly clock: Clock;
  readonly sweeper: Sweeper;
  readonly limits: Limits;
  /** Milliseconds of silence in a stream; null for no limit. */
  readonly streamIdle: number | null;
  /** Whether the answer is held until it is whole. */
  readonly hold: boolean;
  /** Lets a translation say what it kept for the end; null where nothing is translated. */
  readonly settle: (() => void) | null;
  /** Makes one answer of a stream that the client did not ask for; null passes streams on as they are. */
  readonly fold: Fold | null;
}

/** Answers up to this size are held until they are whole: one write, and a cut can still fail over. */
const WHOLE_LIMIT = 1 << 20;
const HOLD_LIMIT = 1 << 25;
/** Milliseconds: an upstream that has told the end of its answer, and then neither ends it nor goes on, is done. */
const QUIET_END = 1000;
const PROTOCOL: Outcome = { kind: "invalid", reason: "protocol" };
const NOTHING = Buffer.alloc(0);

/** One attempt's answer on its way to the client. */
export class Relay implements UpstreamEvents, SinkOwner, Watched {
  readonly #owner: RelayOwner;
  readonly #plan: RelayPlan;
  readonly #protocol: StreamProtocol;
  readonly #deadline: Deadline;
  #abort: ((reason?: Error) => void) | null = null;
  #resume: (() => void) | null = null;
  #over = false;
  #status = 0;
  #headers: AnswerHeaders | null = null;
  /** null while the answer is held. */
  #sink: Sink | null = null;
  /** The same, if it is one of events. */
  #events: EventSink | null = null;
  #held: Buffer[] = [];
  #heldLength = 0;
  /** Whether data came since the last look, and when a look first found none. */
  #moved = false;
  #quietSince: number | null = null;
  /** Whether its end has been looked for since then. */
  #judged = false;

  constructor(owner: RelayOwner, plan: RelayPlan) {
    this.#owner = owner;
    this.#plan = plan;
    this.#protocol = owner.context.frontend.stream;
    this.#deadline = new Deadline(plan.clock, plan.limits, (of) => this.#timeOut(of));
  }

  /** Ends the attempt without a word: the client has gone, or another attempt has been quicker. */
  cancel(): void {
    if (!this.#close()) return;
    this.#sink?.drop();
    this.#abort?.();
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    if (this.#over) abort();
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (this.#over || status < 200) return true;
    this.#status = status;
    this.#resume = resume;
    this.#headers = headersDown(headers);
    const { contentType, encoded } = this.#headers;
    const stream = status < 300 && !encoded && contentType.startsWith("text/event-stream");
    const wrong = status < 300 && !stream && this.#onlyEventsFit;
    if (wrong || (status >= 300 && status < 400)) {
      this.#give(PROTOCOL);
      return true;
    }
    this.#deadline.answered(stream);
    if (stream) this.#openEvents();
    else if (status < 300 && encoded) this.#sink = createRawSink(this.#owner.context.res, this);
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    if (this.#sink !== null) {
      this.#moved = true;
      return chunk.length === 0 || this.#sink.write(chunk);
    }
    this.#held.push(chunk);
    this.#heldLength += chunk.length;
    const limit = this.#plan.hold && this.#status < 300 ? HOLD_LIMIT : WHOLE_LIMIT;
    return this.#heldLength <= limit || this.#letGo();
  }

  onComplete(): void {
    if (this.#over) return;
    if (this.#sink !== null) {
      this.#endSink(this.#sink);
      return;
    }
    const { clock } = this.#plan;
    this.#close();
    const [only] = this.#held;
    const body = this.#held.length === 1 && only !== undefined ? only : Buffer.concat(this.#held, this.#heldLength);
    const answer: HeldAnswer = { status: this.#status, headers: this.#headers?.pass ?? [], body };
    const failure = failureIn(answer, clock) ?? (this.#onlyEventsFit ? PROTOCOL : null);
    if (failure !== null) {
      this.#owner.failed(failure, failure.kind === "status" ? { ...answer, status: failure.status } : null);
    } else if (this.#owner.claim()) {
      sendAnswer(this.#owner.context, answer);
      this.#owner.answered();
    }
  }

  onError(error: Error): void {
    this.#break(wireFault(error, this.#headers !== null));
  }

  claim(): boolean {
    if (this.#events === null && this.#onlyEventsFit) {
      this.#give(PROTOCOL);
      return false;
    }
    const wanted = this.#owner.claim();
    if (wanted) this.#deadline.spoke();
    else this.cancel();
    return wanted;
  }

  commit(): void {
    const { context } = this.#owner;
    this.#owner.sending();
    if (context.res.headersSent) return;
    context.res.writeHead(this.#status, addOwnHeaders(this.#headers?.pass ?? [], context));
  }

  resume(): void {
    this.#resume?.();
  }

  /** The sink has found out, and has told the client if anything was sent. */
  failed(outcome: Outcome, said: string | null): void {
    if (!this.#close()) return;
    this.#abort?.();
    if (this.#sink?.committed) this.#owner.broke(outcome);
    else if (outcome.kind === "status" && said !== null) {
      const answer = this.#whole(outcome.status, errorBodyIn(said));
      this.#owner.failed(withHint(outcome, answer, this.#plan.clock), answer);
    } else this.#owner.failed(outcome, null);
  }

  look(now: number): void {
    const events = this.#events;
    if (events === null || this.#over) return;
    if (this.#moved || events.blocked || this.#quietSince === null) {
      this.#moved = false;
      this.#judged = false;
      this.#quietSince = now;
      return;
    }
    const quiet = now - this.#quietSince;
    const { streamIdle } = this.#plan;
    const late = streamIdle !== null && quiet >= streamIdle;
    if (!late && (quiet < QUIET_END || this.#judged)) return;
    this.#judged = true;
    this.#plan.settle?.();
    if (this.#over) return;
    const { nothingFollows, toldItsEnd } = this.#protocol;
    if (nothingFollows(events.tail()) || (late && toldItsEnd(events.tail()))) {
      this.#endSink(events);
      this.#abort?.();
    } else if (late) this.#give({ kind: "timeout", of: "idle" });
  }

  /** Whether the client has got a stream's head and comments. */
  get #onlyEventsFit(): boolean {
    return this.#owner.context.res.headersSent;
  }

  #openEvents(): void {
    const { fold, hold, sweeper } = this.#plan;
    const { res } = this.#owner.context;
    const send = (body: Buffer) => sendAnswer(this.#owner.context, this.#whole(this.#status, body));
    const protocol = this.#protocol;
    this.#events =
      fold === null
        ? new SseSink({ res, owner: this, protocol, hold })
        : new FoldSink({ owner: this, protocol, fold, send });
    this.#sink = this.#events;
    if (fold === null) this.#owner.opened();
    sweeper.watch(this);
  }

  /** What came as events, as an answer in one piece. */
  #whole(status: number, body: Buffer): HeldAnswer {
    const headers = this.#headers?.pass ?? [];
    const at = headers.indexOf("content-type");
    if (at >= 0) headers[at + 1] = "application/json";
    return { status, headers, body };
  }

  #endSink(sink: Sink): void {
    const wrong = sink.end();
    if (!this.#close()) return;
    if (wrong === null) this.#owner.answered();
    else if (sink.committed) this.#owner.broke(wrong);
    else this.#owner.failed(wrong, null);
  }

  #timeOut(of: TimeoutKind): void {
    this.#give({ kind: "timeout", of });
  }

  /** Gives the attempt up. */
  #give(outcome: Outcome): void {
    this.#break(outcome);
    this.#abort?.();
  }

  /** The answer will not become whole: another target's turn if nothing was sent, else an end that shows it. */
  #break(outcome: Outcome): void {
    const events = this.#events;
    if (events !== null && !this.#over && this.#protocol.hasLast(events.tail())) {
      // Nothing follows the last event, so what goes wrong behind it takes nothing away.
      this.#endSink(events);
      return;
    }
    if (!this.#close()) return;
    if (this.#sink?.committed) {
      this.#sink.fail(brokenOff(outcome));
      this.#owner.broke(outcome);
    } else {
      this.#sink?.drop();
      this.#owner.failed(outcome, null);
    }
  }

  /** Too large to hold: what was held goes out, and the rest passes; but of an error only what is shown to the client. */
  #letGo(): boolean {
    if (this.#status >= 300) {
      const answer = { status: this.#status, headers: this.#headers?.pass ?? [], body: NOTHING };
      const refusal = refusalOf(answer, this.#plan.clock);
      if (classify(refusal) !== "final") {
        this.#give(refusal);
        return true;
      }
    }
    this.#sink = createRawSink(this.#owner.context.res, this);
    const held = Buffer.concat(this.#held, this.#heldLength);
    this.#held = [];
    return this.#sink.write(held);
  }

  /** false if it was closed before. */
  #close(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#deadline.cancel();
    if (this.#events !== null) this.#plan.sweeper.forget(this);
    return true;
  }
}
