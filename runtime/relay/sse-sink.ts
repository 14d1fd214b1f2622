import type { ClientAnswer } from "../client.ts";
import type { GatewayError } from "../errors.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { StreamFault, StreamMender, StreamProgress } from "../protocols/stream-mender.ts";
import { HeldBytes } from "../wire/held-bytes.ts";
import { writeChunk } from "../wire/write-chunk.ts";
import { brokenOff } from "./broken-off.ts";
import { endBroken } from "./end-broken.ts";
import { EventFeed } from "./event-feed.ts";
import { errorAmong, type Judgement, judge, judgeFault, type Reading } from "./first-output.ts";
import { progressOf } from "./progress-of.ts";
import type { EventSink, SinkOwner } from "./sink.ts";

/**
 * What is held (before the first output, or altogether) is sent when it reaches this size: more would let one upstream fill
 * the memory.
 */
const HOLD_LIMIT = 1 << 25;
const BLANK_LINE = Buffer.from("\n\n");
const NOTHING = Buffer.alloc(0);
const NONE: readonly Buffer[] = [];
const CUT: Outcome = { kind: "invalid", reason: "cut" };
const MALFORMED: Outcome = { kind: "invalid", reason: "malformed" };

export interface SseSinkOptions extends Reading {
  readonly res: ClientAnswer;
  readonly owner: SinkOwner;
  /** Checks and repairs the events; null if Turnout wrote them itself. */
  readonly mender: StreamMender | null;
  /** Whether the answer is held until it is complete, rather than until its first output. */
  readonly hold: boolean;
}

/**
 * Passes on complete events only, so that an error event can still be written after a break. Everything from one read of the
 * upstream is sent in one write, because a write costs more than all else here.
 */
export class SseSink implements EventSink {
  hasSent = false;
  blocked = false;
  readonly #res: ClientAnswer;
  readonly #owner: SinkOwner;
  readonly #options: SseSinkOptions;
  readonly #feed: EventFeed;
  readonly #mender: StreamMender | null;
  /** Complete events that wait for the first output, or for the end. */
  readonly #held = new HeldBytes();
  #committed = false;
  #over = false;

  constructor(options: SseSinkOptions) {
    const { res, owner, protocol, mender } = options;
    this.#res = res;
    this.#owner = owner;
    this.#feed = new EventFeed(protocol.keptHead);
    this.#mender = mender;
    this.#options = options;
  }

  get progress(): StreamProgress {
    return progressOf({ mender: this.#mender, protocol: this.#options.protocol, feed: this.#feed });
  }

  write(chunk: Buffer): boolean {
    if (this.#feed.push(chunk)) process.nextTick(flush, this);
    return !this.blocked;
  }

  flush(): void {
    if (this.#over || this.#res.destroyed) return;
    const whole = this.#feed.take();
    if (whole.length > 0) this.#pass(whole);
    else if (this.#feed.overlong) this.#stop({ kind: "malformed" }, NONE);
  }

  startsAsJson(): boolean {
    return this.#feed.startsAsJson();
  }

  tail(): Buffer {
    return this.#feed.tail();
  }

  end(): Outcome | null {
    this.flush();
    if (this.#over) return null;
    this.#over = true;
    // Some servers end the last event with the connection instead of a blank line.
    const rest = this.#feed.rest();
    const last = isBlank(rest) ? NONE : this.#mend(Buffer.concat([rest, BLANK_LINE]));
    const failure = this.#failureAtEnd();
    if (failure === CUT || (failure !== null && !this.hasSent)) {
      if (this.hasSent) this.#breakOff(this.#errorEvent(CUT));
      return failure;
    }
    if (!this.hasSent && !this.#begin()) return null;
    const bytes = Buffer.concat([
      ...this.#held.pieces,
      ...last,
      failure === null ? (this.#mender?.end() ?? NOTHING) : this.#options.protocol.afterError(this.#feed.tail()),
    ]);
    if (failure !== null) this.#breakOff(bytes);
    else if (bytes.length > 0) this.#res.end(bytes);
    else this.#res.end();
    return failure;
  }

  drop(): void {
    this.#over = true;
    this.#feed.clear();
    this.#held.clear();
  }

  /** Sends an error event without any marker of a normal end, unless the upstream's own error was sent last. */
  fail(error: GatewayError): void {
    this.flush();
    if (this.#over) return;
    this.#over = true;
    const { protocol } = this.#options;
    const tail = this.#feed.tail();
    const hasError = errorAmong(this.#options, tail) !== null;
    this.#breakOff(hasError ? protocol.afterError(tail) : protocol.errorEvent(error, this.#feed.wholeTail()));
  }

  #pass(whole: Buffer): void {
    const events = this.#mend(whole);
    const fault = this.#mender?.fault ?? null;
    if (fault !== null) this.#stop(fault, events);
    else if (this.hasSent) this.#send(events);
    else this.#wait(events);
  }

  #mend(events: Buffer): readonly Buffer[] {
    return this.#mender === null ? [events] : this.#mender.mend(events);
  }

  /** Events that arrive before anything was sent: they show whether this target answers at all. */
  #wait(events: readonly Buffer[]): void {
    const { output, failure, errorData } = this.#judge(events);
    if (failure !== null) {
      this.#over = true;
      this.#owner.failed(failure, errorData);
      return;
    }
    if (output && !this.#committed) {
      this.#committed = true;
      if (!this.#owner.commit()) {
        this.drop();
        return;
      }
    }
    for (const piece of events) this.#held.push(piece);
    const enough = this.#committed && !this.#options.hold;
    if (!enough && this.#held.length <= HOLD_LIMIT) return;
    const held = this.#held.pieces;
    if (!this.#begin()) return;
    this.#held.clear();
    this.#send(held);
  }

  #judge(events: readonly Buffer[]): Judgement {
    const mender = this.#mender;
    return judge({ reading: this.#options, mender, events, hadOutput: this.#committed, toTheEnd: this.#options.hold });
  }

  /** false if another answer goes to the client. */
  #begin(): boolean {
    if (!this.#committed && !this.#owner.commit()) {
      this.drop();
      return false;
    }
    this.#committed = true;
    this.hasSent = true;
    this.#owner.sendHead();
    return true;
  }

  #send(events: readonly Buffer[]): void {
    if (writeChunk(this.#res, events) || this.blocked) return;
    this.blocked = true;
    this.#res.once("drain", () => {
      this.blocked = false;
      this.#owner.resume();
    });
  }

  /** The stream cannot continue; the events in `last` are good, or the last of them is the upstream's error. */
  #stop(fault: StreamFault, last: readonly Buffer[]): void {
    this.#over = true;
    const judged = judgeFault(this.#options, fault);
    if (!this.hasSent) {
      // An error in front of an event that cannot be read says more.
      const { failure, errorData } = fault.kind === "error" ? judged : this.#judge(last);
      this.#owner.failed(failure ?? MALFORMED, errorData);
      return;
    }
    this.#breakOff(Buffer.concat(fault.kind === "error" ? last : [...last, this.#errorEvent(MALFORMED)]));
    this.#owner.failed(judged.failure ?? MALFORMED, null);
  }

  /** What is wrong with a stream that has ended; null if nothing is. */
  #failureAtEnd(): Outcome | null {
    const fault = this.#mender?.fault ?? null;
    if (fault?.kind === "error") return judgeFault(this.#options, fault).failure;
    if (fault !== null || this.progress === "open") return CUT;
    if (this.#mender !== null && this.#mender.hasOutput !== null) return null;
    return errorAmong(this.#options, this.#feed.tail())?.failure ?? null;
  }

  /** Sends the last bytes of a stream that is not complete. */
  #breakOff(last: Buffer): void {
    endBroken(this.#res, this.#options.protocol, last);
  }

  #errorEvent(outcome: Outcome): Buffer {
    return this.#options.protocol.errorEvent(brokenOff(outcome), this.#feed.wholeTail());
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.toString("latin1").trim() === "";
}

function flush(sink: SseSink): void {
  sink.flush();
}
