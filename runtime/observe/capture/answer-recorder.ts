import type { Clock } from "../../clock.ts";
import type { Facts, Leg, RecordEntry } from "./entry.ts";
import { declaredLength, headerOf } from "./header-list.ts";
import { LARGE_MESSAGE, recordChunk } from "./record-message.ts";

export interface AnswerRecorderOptions {
  readonly record: RecordEntry;
  readonly leg: Leg;
  readonly clock: Clock;
  /** Of the clock's `now`, what the answer's duration counts from. */
  readonly since: number;
}

/** Records one answer as it comes: event streams in their pieces, others in one entry unless they grow large. */
export class AnswerRecorder {
  readonly #record: RecordEntry;
  readonly #leg: Leg;
  readonly #clock: Clock;
  readonly #since: number;
  #head: Facts = {};
  #declared: number | null = null;
  #streamed = false;
  #encoded = false;
  #over = false;
  #held: Buffer[] = [];
  #length = 0;

  constructor({ record, leg, clock, since }: AnswerRecorderOptions) {
    this.#record = record;
    this.#leg = leg;
    this.#clock = clock;
    this.#since = since;
  }

  /** `headers`: names and values in turn. */
  head(status: number, headers: readonly string[]): void {
    if (this.#over || this.#streamed) return;
    const contentType = headerOf(headers, "content-type");
    const encoding = headerOf(headers, "content-encoding");
    this.#declared = declaredLength(headers);
    // In compressed bytes no secret could be found.
    this.#encoded = encoding !== null && encoding !== "identity";
    const omitted = this.#encoded ? { omitted: `content-encoding: ${encoding}` } : {};
    this.#head = { status, headers: headers.slice(), contentType, ...omitted };
    if (contentType?.toLowerCase().startsWith("text/event-stream")) this.#stream();
  }

  data(chunk: Buffer): void {
    if (this.#over) return;
    this.#length += chunk.length;
    if (this.#encoded) return;
    if (this.#streamed) {
      recordChunk(this.#record, this.#leg, chunk);
      return;
    }
    this.#held.push(chunk);
    if (this.#length > LARGE_MESSAGE) this.#stream();
  }

  complete(): void {
    if (this.#close()) return;
    const facts: Facts = { ...(this.#streamed ? {} : this.#head), duration: this.#duration() };
    const pieces = this.#streamed ? [] : this.#held;
    this.#record(this.#leg, this.#streamed ? "end" : "whole", { pieces, length: this.#length, facts });
    this.#held = [];
  }

  /** It broke off. `aborted`: because Turnout wanted no more of it, or the client left. */
  failed(error: string, aborted: boolean): void {
    if (this.#close()) return;
    if (this.#length > 0 && !this.#streamed) this.#stream();
    const head = this.#streamed ? {} : this.#head;
    const facts: Facts = { ...head, error, aborted, duration: this.#duration() };
    this.#record(this.#leg, "error", { length: this.#length, facts });
  }

  #stream(): void {
    this.#streamed = true;
    this.#record(this.#leg, "start", { length: this.#declared, facts: this.#head });
    for (const chunk of this.#held) recordChunk(this.#record, this.#leg, chunk);
    this.#held = [];
  }

  #duration(): number {
    return this.#clock.now() - this.#since;
  }

  /** true if it was closed before. */
  #close(): boolean {
    const over = this.#over;
    this.#over = true;
    return over;
  }
}
