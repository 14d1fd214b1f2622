import type { Body } from "../body/read-model.ts";
import { wantsStream } from "../body/wants-stream.ts";
import { type AnswerReader, answerReader } from "../protocols/answer-reader.ts";
import type { AnswerDecoder, AnswerHalves, StreamEncoder } from "../protocols/codec.ts";
import { isError } from "../protocols/is-error.ts";
import { type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { dataEvents } from "../protocols/sse/data-events.ts";
import { headersDown } from "../wire/headers.ts";
import { HeldBytes } from "../wire/held-bytes.ts";
import { type UpstreamEvents, UpstreamFailure } from "../wire/upstream.ts";
import { EventFeed } from "./event-feed.ts";
import type { WireAnswers } from "./wire-answers.ts";

/** A larger answer in one piece would let one upstream fill the memory. */
const WHOLE_LIMIT = 1 << 25;

export interface BridgeOptions {
  readonly halves: AnswerHalves;
  /** The client's request. */
  readonly body: Body;
  /** null where all upstreams are mocks. */
  readonly wire: WireAnswers | null;
}

/** The stages of a stream's translation. */
interface Stream {
  readonly feed: EventFeed;
  readonly decoder: AnswerDecoder;
  readonly reader: AnswerReader;
  readonly encoder: StreamEncoder;
}

/**
 * Translates between an upstream and a relay that speak different protocols: the relay only sees its client's. Errors have
 * the same form in both and pass unchanged.
 */
export class Bridge implements UpstreamEvents {
  readonly #next: UpstreamEvents;
  readonly #options: BridgeOptions;
  #abort: ((reason?: Error) => void) | null = null;
  #over = false;
  #stream: Stream | null = null;
  /** The pieces of an answer that is not streamed. */
  #held: HeldBytes | null = null;
  /** Whether what is held may still turn out to be events. */
  #sniffs = true;

  constructor(next: UpstreamEvents, options: BridgeOptions) {
    this.#next = next;
    this.#options = options;
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    this.#next.onConnect(abort);
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (status >= 200 && status < 300) {
      const { contentType, encoded } = headersDown(headers);
      if (encoded) {
        this.#giveUp("protocol");
        return true;
      }
      if (contentType.startsWith("text/event-stream")) this.#stream = streamOf(this.#options);
      else this.#held = new HeldBytes();
    }
    return this.#next.onHeaders(status, headers, resume);
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    if (this.#stream !== null) return this.#takeEvents(this.#stream, chunk);
    return this.#held === null ? this.#next.onData(chunk) : this.#hold(this.#held, chunk);
  }

  onComplete(): void {
    if (this.#over) return;
    if (this.#stream !== null) this.#endEvents(this.#stream);
    else if (this.#held !== null) this.#passWhole(this.#held.join());
    if (!this.#over) this.#next.onComplete();
  }

  onError(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#next.onError(error);
  }

  /** The upstream has fallen silent: passes on what was kept for the end of its answer, if the end has come. */
  flush(): void {
    if (this.#over || this.#stream === null) return;
    const { decoder, encoder } = this.#stream;
    decoder.end("silence");
    const events = encoder.take();
    if (events.length > 0) this.#next.onData(events);
  }

  #hold(held: HeldBytes, chunk: Buffer): boolean {
    held.push(chunk);
    if (this.#sniffs) {
      const bytes = held.join();
      const start = this.#options.wire?.startOf(bytes) ?? "other";
      this.#sniffs = start === "unclear";
      if (start === "events") {
        this.#held = null;
        this.#stream = streamOf(this.#options);
        return this.#takeEvents(this.#stream, bytes);
      }
    }
    if (held.length > WHOLE_LIMIT) this.#giveUp("protocol");
    return true;
  }

  #takeEvents({ feed, reader, encoder }: Stream, chunk: Buffer): boolean {
    feed.push(chunk);
    encoder.expect(chunk.length);
    this.#read(reader, encoder, feed.take());
    if (feed.overlong) this.#giveUp("malformed");
    if (this.#over) return true;
    // Even if the client gets nothing, the relay must know that the upstream is active.
    return this.#next.onData(encoder.take());
  }

  /**
   * After the last blank line there may be a last event, because some servers end it with the connection, or part of one.
   */
  #endEvents({ feed, reader, decoder, encoder }: Stream): void {
    const rest = feed.rest();
    if (feed.wholeTail().length === 0 && this.#options.wire?.isWhole(rest)) {
      this.#passWhole(rest);
      return;
    }
    const cut = dataEvents(rest).some(({ data }) => data.trim() !== decoder.endMark && parseObject(data) === null);
    if (cut) return;
    this.#read(reader, encoder, rest);
    if (this.#over) return;
    decoder.end("close");
    const events = encoder.take();
    if (events.length > 0) this.#next.onData(events);
  }

  /** An event that cannot be read ends the attempt, after the events before it. */
  #read(reader: AnswerReader, encoder: StreamEncoder, whole: Buffer): void {
    if (whole.length === 0 || reader.read(whole)) return;
    const events = encoder.take();
    if (events.length > 0) this.#next.onData(events);
    this.#giveUp("malformed");
  }

  /** An error, or what is not an answer at all, passes unchanged: the relay decides what follows. */
  #passWhole(body: Buffer): void {
    const answer = parseObject(body.toString("utf8"));
    const translated = answer === null || isErrorOnly(answer) ? null : wholeAnswer(answer, this.#options);
    this.#next.onData(translated ?? body);
  }

  #giveUp(kind: "protocol" | "malformed"): void {
    if (this.#over) return;
    this.#over = true;
    this.#next.onError(new UpstreamFailure(kind, "what came cannot be translated"));
    this.#abort?.();
  }
}

function streamOf({ halves: { decode, encode }, body, wire }: BridgeOptions): Stream {
  const encoder = encode.stream(wire?.streamWish(body) === false);
  const decoder = decode(encoder.sink);
  return { feed: new EventFeed(), decoder, reader: answerReader(decoder), encoder };
}

/**
 * The client's answer, as JSON or, if it asked for a stream, as events, which the relay recognises. null if the upstream's
 * is not an answer.
 */
function wholeAnswer(answer: JsonObject, { halves: { decode, encode }, body, wire }: BridgeOptions): Buffer | null {
  if (wire?.streamWish(body) ?? wantsStream(body)) {
    const encoder = encode.stream();
    return decode(encoder.sink).whole(answer) ? encoder.take() : null;
  }
  const encoder = encode.whole();
  const text = decode(encoder.sink).whole(answer) ? encoder.text() : null;
  return text === null ? null : Buffer.from(text);
}

/** An error with a success status; that of a failed Response is translated. */
function isErrorOnly(answer: JsonObject): boolean {
  return answer.object !== "response" && isError(answer);
}
