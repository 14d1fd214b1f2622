import type { Outcome } from "../failure/outcome.ts";
import type { Fold } from "../protocols/fold/fold.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";
import { EventFeed } from "./event-feed.ts";
import { judge } from "./first-output.ts";
import type { EventSink, SinkOwner } from "./sink.ts";

/** Bytes of a stream: a longer one would let one upstream fill the memory. */
const FOLD_LIMIT = 1 << 25;
const CUT: Outcome = { kind: "invalid", reason: "cut" };

export interface FoldSinkOptions {
  readonly owner: SinkOwner;
  readonly protocol: StreamProtocol;
  readonly fold: Fold;
  /** Sends the whole answer. */
  readonly send: (body: Buffer) => void;
}

/** Combines a stream into one complete answer, for a client that did not ask for a stream. */
export class FoldSink implements EventSink {
  readonly hasSent = false;
  readonly blocked = false;
  readonly #owner: SinkOwner;
  readonly #protocol: StreamProtocol;
  readonly #fold: Fold;
  readonly #deliver: (body: Buffer) => void;
  readonly #feed = new EventFeed();
  #length = 0;
  #committed = false;
  #over = false;

  constructor({ owner, protocol, fold, send }: FoldSinkOptions) {
    this.#owner = owner;
    this.#protocol = protocol;
    this.#fold = fold;
    this.#deliver = send;
  }

  write(chunk: Buffer): boolean {
    if (this.#over) return true;
    this.#feed.push(chunk);
    this.#take(this.#feed.take());
    return true;
  }

  tail(): Buffer {
    return this.#feed.tail();
  }

  end(): Outcome | null {
    if (this.#over) return null;
    const rest = this.#feed.rest();
    if (!this.#protocol.isComplete(this.#feed.tail())) return CUT;
    if (rest.length > 0) this.#take(Buffer.concat([rest, Buffer.from("\n\n")]));
    if (this.#over || !this.#commit()) return null;
    this.#over = true;
    const folded = this.#fold.result();
    if (folded.kind === "broken") return CUT;
    this.#deliver(folded.body);
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
    if (whole.length === 0) {
      if (this.#feed.overlong) this.#break({ kind: "invalid", reason: "malformed" }, null);
      return;
    }
    this.#length += whole.length;
    if (this.#length > FOLD_LIMIT) {
      this.#break({ kind: "invalid", reason: "malformed" }, null);
      return;
    }
    const { output, failure, errorData } = judge({
      protocol: this.#protocol,
      bytes: whole,
      hadOutput: this.#committed,
      toTheEnd: true,
      trusted: false,
    });
    if (failure !== null) this.#break(failure, errorData);
    else if (!output || this.#commit()) this.#fold.add(whole);
  }

  #commit(): boolean {
    if (this.#committed) return true;
    this.#committed = this.#owner.commit();
    if (!this.#committed) this.drop();
    return this.#committed;
  }

  #break(outcome: Outcome, errorData: string | null): void {
    this.drop();
    this.#owner.failed(outcome, errorData);
  }
}
