import type { Outcome } from "../failure/outcome.ts";
import type { Fold } from "../protocols/fold/fold.ts";
import { firstMalformed } from "../protocols/sse/well-formed.ts";
import type { StreamMender, StreamProgress } from "../protocols/stream-mender.ts";
import { EventFeed } from "./event-feed.ts";
import { judge, judgeFault, type Reading } from "./first-output.ts";
import { progressOf } from "./progress-of.ts";
import type { EventSink, SinkOwner } from "./sink.ts";

/** Bytes of a stream: a longer one would let one upstream fill the memory. */
const FOLD_LIMIT = 1 << 25;
const NOTHING = Buffer.alloc(0);
const BLANK_LINE = Buffer.from("\n\n");
const CUT: Outcome = { kind: "invalid", reason: "cut" };
const MALFORMED: Outcome = { kind: "invalid", reason: "malformed" };

export interface FoldSinkOptions extends Reading {
  readonly owner: SinkOwner;
  /** Checks and repairs the events; null if Turnout wrote them itself. */
  readonly mender: StreamMender | null;
  readonly fold: Fold;
  /** Sends the whole answer. */
  readonly send: (body: Buffer) => void;
}

/** Combines a stream into one complete answer, for a client that did not ask for a stream. */
export class FoldSink implements EventSink {
  readonly hasSent = false;
  readonly blocked = false;
  readonly #options: FoldSinkOptions;
  readonly #feed = new EventFeed();
  #length = 0;
  #committed = false;
  #over = false;

  constructor(options: FoldSinkOptions) {
    this.#options = options;
  }

  get progress(): StreamProgress {
    const { mender, protocol } = this.#options;
    return progressOf({ mender, protocol, feed: this.#feed });
  }

  write(chunk: Buffer): boolean {
    if (this.#over) return true;
    this.#feed.push(chunk);
    this.#take(this.#feed.take());
    return true;
  }

  startsAsJson(): boolean {
    return this.#feed.startsAsJson();
  }

  tail(): Buffer {
    return this.#feed.tail();
  }

  end(): Outcome | null {
    if (this.#over) return null;
    const rest = this.#feed.rest();
    if (rest.length > 0) {
      const last = Buffer.concat([rest, BLANK_LINE]);
      if (firstMalformed(last) >= 0) return CUT;
      this.#take(last);
      if (this.#over) return null;
    }
    if (this.progress === "open") return CUT;
    if (!this.#commit()) return null;
    this.#over = true;
    const { fold, mender, send } = this.#options;
    const end = mender?.end() ?? NOTHING;
    if (end.length > 0) fold.add(end);
    const folded = fold.result();
    if (folded.kind === "broken") return CUT;
    send(folded.body);
    return null;
  }

  drop(): void {
    this.#over = true;
    this.#feed.clear();
  }

  fail(): void {
    this.drop();
  }

  #take(whole: Buffer): void {
    if (whole.length === 0 && !this.#feed.overlong) return;
    this.#length += whole.length;
    if (this.#feed.overlong || this.#length > FOLD_LIMIT) {
      this.#break(MALFORMED, null);
      return;
    }
    const { fold, mender } = this.#options;
    const events = mender === null ? [whole] : mender.mend(whole);
    const fault = mender?.fault ?? null;
    const judged = judge({ reading: this.#options, mender, events, hadOutput: this.#committed, toTheEnd: true });
    // A mended error event no longer has the upstream's own code; an error in front of an event that cannot be read says more.
    const own = fault !== null && (fault.kind === "error" || judged.failure === null);
    const { failure, errorData } = own ? judgeFault(this.#options, fault) : judged;
    if (failure !== null) this.#break(failure, errorData);
    else if (!judged.output || this.#commit()) for (const piece of events) fold.add(piece);
  }

  #commit(): boolean {
    if (this.#committed) return true;
    this.#committed = this.#options.owner.commit();
    if (!this.#committed) this.drop();
    return this.#committed;
  }

  #break(outcome: Outcome, errorData: string | null): void {
    this.drop();
    this.#options.owner.failed(outcome, errorData);
  }
}
