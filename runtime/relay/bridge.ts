import { type AnswerReader, answerReader } from "../protocols/answer-reader.ts";
import type { AnswerDecoder, AnswerHalves, StreamEncoder } from "../protocols/codec.ts";
import { type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { dataEvents } from "../protocols/sse/data-events.ts";
import { headersDown } from "../wire/headers.ts";
import { type UpstreamEvents, UpstreamFailure } from "../wire/upstream.ts";
import { EventFeed } from "./event-feed.ts";

/** A larger answer in one piece would let one upstream fill the memory. */
const WHOLE_LIMIT = 1 << 25;

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
  readonly #halves: AnswerHalves;
  #abort: ((reason?: Error) => void) | null = null;
  #over = false;
  #stream: Stream | null = null;
  /** The pieces of an answer that is not streamed. */
  #held: Buffer[] | null = null;
  #heldLength = 0;

  constructor(next: UpstreamEvents, halves: AnswerHalves) {
    this.#next = next;
    this.#halves = halves;
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
      if (contentType.startsWith("text/event-stream")) this.#stream = streamOf(this.#halves);
      else this.#held = [];
    }
    return this.#next.onHeaders(status, headers, resume);
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    if (this.#stream !== null) return this.#takeEvents(this.#stream, chunk);
    if (this.#held === null) return this.#next.onData(chunk);
    this.#held.push(chunk);
    this.#heldLength += chunk.length;
    if (this.#heldLength > WHOLE_LIMIT) this.#giveUp("protocol");
    return true;
  }

  onComplete(): void {
    if (this.#over) return;
    if (this.#stream !== null) this.#endEvents(this.#stream);
    else if (this.#held !== null) this.#passWhole(joined(this.#held, this.#heldLength));
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

  /** An error, or what is not an answer at all, passes unchanged: the relay handles it. */
  #passWhole(body: Buffer): void {
    const answer = parseObject(body.toString("utf8"));
    if (answer === null ? isBlankOrCut(body) : isErrorOnly(answer)) {
      this.#next.onData(body);
      return;
    }
    const text = answer === null ? null : wholeText(answer, this.#halves);
    if (text === null) this.#giveUp("protocol");
    else this.#next.onData(Buffer.from(text));
  }

  #giveUp(kind: "protocol" | "malformed"): void {
    if (this.#over) return;
    this.#over = true;
    this.#next.onError(new UpstreamFailure(kind, "what came cannot be translated"));
    this.#abort?.();
  }
}

function streamOf({ decode, encode }: AnswerHalves): Stream {
  const encoder = encode.stream();
  const decoder = decode(encoder.sink);
  return { feed: new EventFeed(), decoder, reader: answerReader(decoder), encoder };
}

/** The JSON text of the client's answer; null if the upstream's is not an answer. */
function wholeText(answer: JsonObject, { decode, encode }: AnswerHalves): string | null {
  const encoder = encode.whole();
  return decode(encoder.sink).whole(answer) ? encoder.text() : null;
}

function joined(pieces: readonly Buffer[], length: number): Buffer {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces, length);
}

/** Not an answer, or only the start of one. */
function isBlankOrCut(body: Buffer): boolean {
  const text = body.toString("latin1").trim();
  return text === "" || (text.startsWith("{") && !text.endsWith("}"));
}

/** An error with a success status; a Response has an `error` too, which is null. */
function isErrorOnly({ error, object }: JsonObject): boolean {
  return object === undefined && error !== undefined && error !== null;
}
