import { isObject, type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { jsonText } from "../protocols/json/json-text.ts";
import { eventsIn } from "../protocols/sse/event-reader.ts";
import { EventFeed } from "../relay/event-feed.ts";
import { headersDown } from "../wire/headers.ts";
import { HeldBytes } from "../wire/held-bytes.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";
import { ResponseInEvents } from "./response-in-events.ts";

/** A larger answer in one piece is neither stored nor changed. */
const WHOLE_LIMIT = 1 << 25;
const NOTHING = Buffer.alloc(0);

export interface AnswerWatchOptions {
  /** Stores the response, before the end of the answer is passed on; null if it is not to be stored. */
  readonly keep: ((response: JsonObject) => void) | null;
  /**
   * The `previous_response_id` to write into the answer, because its upstream does not know it; null leaves the answer as
   * it is.
   */
  readonly previous: string | null;
}

/** Reads a passing answer of the Responses protocol, and writes the previous response's id into it. */
export class AnswerWatch implements UpstreamEvents {
  readonly #next: UpstreamEvents;
  readonly #keep: AnswerWatchOptions["keep"];
  readonly #previous: string | null;
  readonly #response = new ResponseInEvents();
  #feed: EventFeed | null = null;
  /** The pieces of a non-streamed answer. */
  #held: HeldBytes | null = null;

  constructor(next: UpstreamEvents, { keep, previous }: AnswerWatchOptions) {
    this.#next = next;
    this.#keep = keep;
    this.#previous = previous;
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#next.onConnect(abort);
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (status >= 200 && status < 300) {
      const { contentType, encoded } = headersDown(headers);
      if (!encoded && contentType.startsWith("text/event-stream")) this.#feed = new EventFeed();
      else if (!encoded) this.#held = new HeldBytes();
    }
    return this.#next.onHeaders(status, headers, resume);
  }

  onData(chunk: Buffer): boolean {
    if (this.#feed !== null) return this.#passEvents(this.#feed, chunk);
    if (this.#held === null) return this.#next.onData(chunk);
    return this.#passPiece(this.#held, chunk);
  }

  onComplete(): void {
    // The last event may end with the connection.
    const rest = this.#feed?.rest() ?? NOTHING;
    if (rest.length > 0) this.#read(rest);
    if (this.#previous !== null && rest.length > 0) this.#next.onData(this.#rewritten(rest, this.#previous));
    if (this.#held !== null) this.#endWhole(this.#held.join());
    this.#next.onComplete();
  }

  onError(error: Error): void {
    this.#next.onError(error);
  }

  #passEvents(feed: EventFeed, chunk: Buffer): boolean {
    feed.push(chunk);
    const whole = feed.take();
    if (whole.length > 0) this.#read(whole);
    if (feed.overlong) this.#feed = null;
    if (this.#previous === null) return this.#next.onData(chunk);
    const bytes = whole.length === 0 ? NOTHING : this.#rewritten(whole, this.#previous);
    return this.#next.onData(feed.overlong ? Buffer.concat([bytes, feed.rest()]) : bytes);
  }

  #passPiece(held: HeldBytes, chunk: Buffer): boolean {
    held.push(chunk);
    const tooMuch = held.length > WHOLE_LIMIT;
    if (tooMuch) this.#held = null;
    if (this.#previous === null) return this.#next.onData(chunk);
    return tooMuch ? this.#next.onData(held.join()) : true;
  }

  #endWhole(body: Buffer): void {
    const answer = parseObject(body.toString("utf8"));
    const response = answer === null || this.#previous === null ? answer : continuing(answer, this.#previous);
    if (response !== null) this.#keep?.(response);
    if (this.#previous !== null) this.#next.onData(response === null ? body : Buffer.from(jsonText(response)));
  }

  #read(whole: Buffer): void {
    if (this.#keep === null) return;
    const response = this.#response.add(whole);
    if (response !== null) this.#keep(this.#previous === null ? response : continuing(response, this.#previous));
  }

  /** Events that contain the response are rewritten, a handful per stream; the others pass unchanged. */
  #rewritten(whole: Buffer, previous: string): Buffer {
    if (!whole.includes('"response"')) return whole;
    const pieces: Buffer[] = [];
    for (const { start, end, event, data } of eventsIn(whole)) {
      const value = data === null || !data.includes('"response"') ? null : parseObject(data);
      if (value === null || !isObject(value.response)) pieces.push(whole.subarray(start, end));
      else {
        const name = event === null ? "" : `event: ${event}\n`;
        const rewritten = { ...value, response: continuing(value.response, previous) };
        pieces.push(Buffer.from(`${name}data: ${jsonText(rewritten)}\n\n`));
      }
    }
    return Buffer.concat(pieces);
  }
}

function continuing(response: JsonObject, previous: string): JsonObject {
  return { ...response, previous_response_id: previous };
}
