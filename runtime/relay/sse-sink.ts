import type { ServerResponse } from "node:http";
import type { GatewayError } from "../errors.ts";
import type { Outcome } from "../failure/outcome.ts";
import { firstMalformed } from "../protocols/sse/well-formed.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";
import { HeldBytes } from "../wire/held-bytes.ts";
import { brokenOff } from "./broken-off.ts";
import { EventFeed } from "./event-feed.ts";
import { errorAmong, judge } from "./first-output.ts";
import type { EventSink, SinkOwner } from "./sink.ts";

/**
 * What is held (before the first output, or altogether) is sent when it reaches this size: more would let one upstream fill
 * the memory.
 */
const HOLD_LIMIT = 1 << 25;
const BLANK_LINE = Buffer.from("\n\n");
const NOTHING = Buffer.alloc(0);
const CUT: Outcome = { kind: "invalid", reason: "cut" };
const MALFORMED: Outcome = { kind: "invalid", reason: "malformed" };

export interface SseSinkOptions {
  readonly res: ServerResponse;
  readonly owner: SinkOwner;
  readonly protocol: StreamProtocol;
  /** Whether the answer is held until it is complete, rather than until its first output. */
  readonly hold: boolean;
  /** Whether Turnout wrote the events itself, so that they need no check. */
  readonly trusted: boolean;
}

/**
 * Passes on complete events only, so that an error event can still be written after a break. Everything from one read of the
 * upstream is sent in one write, because a write costs more than all else here.
 */
export class SseSink implements EventSink {
  hasSent = false;
  blocked = false;
  readonly #res: ServerResponse;
  readonly #owner: SinkOwner;
  readonly #protocol: StreamProtocol;
  readonly #options: SseSinkOptions;
  readonly #feed: EventFeed;
  /** Complete events that wait for the first output, or for the end. */
  readonly #held = new HeldBytes();
  #committed = false;
  #over = false;

  constructor(options: SseSinkOptions) {
    const { res, owner, protocol } = options;
    this.#res = res;
    this.#owner = owner;
    this.#protocol = protocol;
    this.#feed = new EventFeed(protocol.keptHead);
    this.#options = options;
  }

  write(chunk: Buffer): boolean {
    if (this.#feed.push(chunk)) process.nextTick(flush, this);
    return !this.blocked;
  }

  flush(): void {
    if (this.#over || this.#res.destroyed) return;
    const whole = this.#feed.take();
    if (whole.length > 0) this.#pass(whole);
    else if (this.#feed.overlong) this.#break(MALFORMED);
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
    const tail = this.#feed.tail();
    const { isComplete, missing, afterError } = this.#protocol;
    // An incomplete event may look like the end: a response's last event is long, and its name comes first.
    const ending = isComplete(rest) && firstMalformed(Buffer.concat([rest, BLANK_LINE])) < 0;
    const complete = ending || rest.toString("latin1").trim() === "";
    if (!complete || !isComplete(tail)) {
      if (this.hasSent) this.#res.end(this.#errorEvent(CUT));
      return CUT;
    }
    if (!this.hasSent && !this.#begin()) return null;
    const last = ending ? [rest, BLANK_LINE] : [];
    const error = errorAmong(this.#protocol, tail)?.failure ?? null;
    const end = error === null ? missing(tail) : afterError(tail);
    this.#res.end(Buffer.concat([...this.#held.pieces, ...last, end]));
    return error;
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
    const tail = this.#feed.tail();
    const hasError = errorAmong(this.#protocol, tail) !== null;
    const { afterError, errorEvent } = this.#protocol;
    this.#res.end(hasError ? afterError(tail) : errorEvent(error, this.#feed.wholeTail()));
  }

  #pass(whole: Buffer): void {
    if (!this.hasSent) {
      this.#wait(whole);
      return;
    }
    const bad = this.#options.trusted ? -1 : firstMalformed(whole);
    if (bad < 0) this.#send(whole);
    else this.#break(MALFORMED, whole.subarray(0, bad));
  }

  /** Events that arrive before anything was sent: they show whether this target answers at all. */
  #wait(whole: Buffer): void {
    const { output, failure, errorData } = judge({
      protocol: this.#protocol,
      bytes: whole,
      hadOutput: this.#committed,
      toTheEnd: this.#options.hold,
      trusted: this.#options.trusted,
    });
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
    this.#held.push(whole);
    const enough = this.#committed && !this.#options.hold;
    if (!enough && this.#held.length <= HOLD_LIMIT) return;
    const bytes = this.#held.join();
    if (!this.#begin()) return;
    this.#held.clear();
    this.#send(bytes);
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

  #send(bytes: Buffer): void {
    if (this.#res.write(bytes) || this.blocked) return;
    this.blocked = true;
    this.#res.once("drain", () => {
      this.blocked = false;
      this.#owner.resume();
    });
  }

  /** What arrived cannot be read; the events in `before` are good. */
  #break(outcome: Outcome, before: Buffer = NOTHING): void {
    this.#over = true;
    if (this.hasSent) this.#res.end(Buffer.concat([before, this.#errorEvent(outcome)]));
    this.#owner.failed(outcome, null);
  }

  #errorEvent(outcome: Outcome): Buffer {
    return this.#protocol.errorEvent(brokenOff(outcome), this.#feed.wholeTail());
  }
}

function flush(sink: SseSink): void {
  sink.flush();
}
