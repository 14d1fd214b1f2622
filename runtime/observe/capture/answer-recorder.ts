import type { Clock } from "../../clock.ts";
import { HeldBytes } from "../../wire/held-bytes.ts";
import type { Facts, Leg, RecordEntry } from "./entry.ts";
import { LARGE_MESSAGE, recordChunk } from "./record-message.ts";
import { NO_HEAD, type RecordedHead, recordedHead } from "./recorded-head.ts";

export interface AnswerRecorderOptions {
  readonly record: RecordEntry;
  readonly leg: Leg;
  readonly clock: Clock;
  /** The clock's `now` at which the answer's duration starts. */
  readonly since: number;
}

/** Records one answer as it arrives: event streams in their pieces, others in one entry unless they become large. */
export class AnswerRecorder {
  readonly #options: AnswerRecorderOptions;
  #head: RecordedHead = NO_HEAD;
  #streamed = false;
  #over = false;
  readonly #held = new HeldBytes();
  /** Bytes of the body so far, recorded or not. */
  #length = 0;

  constructor(options: AnswerRecorderOptions) {
    this.#options = options;
  }

  /** `headers`: alternating names and values. */
  head(status: number, headers: readonly string[]): void {
    if (this.#over || this.#streamed) return;
    this.#head = recordedHead(status, headers);
    if (this.#head.events) this.#stream();
  }

  data(chunk: Buffer): void {
    if (this.#over) return;
    this.#length += chunk.length;
    if (this.#head.encoded) return;
    if (this.#streamed) {
      recordChunk(this.#options.record, this.#options.leg, chunk);
      return;
    }
    this.#held.push(chunk);
    if (this.#length > LARGE_MESSAGE) this.#stream();
  }

  complete(): void {
    if (this.#close()) return;
    const { record, leg } = this.#options;
    const facts: Facts = { ...(this.#streamed ? {} : this.#head.facts), duration: this.#duration() };
    record(leg, this.#streamed ? "end" : "whole", { pieces: this.#held.pieces, length: this.#length, facts });
  }

  /** It broke off. `aborted`: because Turnout ended it, or the client left. */
  failed(error: string, aborted: boolean): void {
    if (this.#close()) return;
    if (this.#length > 0 && !this.#streamed) this.#stream();
    const { record, leg } = this.#options;
    const head = this.#streamed ? {} : this.#head.facts;
    record(leg, "error", { length: this.#length, facts: { ...head, error, aborted, duration: this.#duration() } });
  }

  #stream(): void {
    this.#streamed = true;
    const { record, leg } = this.#options;
    record(leg, "start", { length: this.#head.length, facts: this.#head.facts });
    for (const chunk of this.#held.pieces) recordChunk(record, leg, chunk);
    this.#held.clear();
  }

  #duration(): number {
    return this.#options.clock.now() - this.#options.since;
  }

  /** true if it was already closed. */
  #close(): boolean {
    const over = this.#over;
    this.#over = true;
    return over;
  }
}
