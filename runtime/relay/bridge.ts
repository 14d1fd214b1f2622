import { dataEvents } from "../protocols/sse/data-events.ts";
import { type JsonObject, parseObject } from "../protocols/sse/json-object.ts";
import { jsonText } from "../protocols/sse/json-text.ts";
import type { AnswerTranslator } from "../protocols/translate/translation.ts";
import { headersDown } from "../wire/headers.ts";
import { type UpstreamEvents, UpstreamFailure } from "../wire/upstream.ts";
import { EventFeed } from "./event-feed.ts";

/** A larger answer in one piece would let one upstream fill the memory. */
const WHOLE_LIMIT = 1 << 25;
const NOTHING = Buffer.alloc(0);

/**
 * Stands between an upstream and a relay that speak different protocols: the relay sees its client's only. Errors have
 * one shape in both and pass as they are.
 */
export class Bridge implements UpstreamEvents {
  readonly #next: UpstreamEvents;
  readonly #back: AnswerTranslator;
  #abort: ((reason?: Error) => void) | null = null;
  #over = false;
  /** Of a stream. */
  #feed: EventFeed | null = null;
  /** Of an answer in one piece. */
  #held: Buffer[] | null = null;
  #heldLength = 0;

  constructor(next: UpstreamEvents, back: AnswerTranslator) {
    this.#next = next;
    this.#back = back;
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    this.#next.onConnect(abort);
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (status >= 200 && status < 300) {
      const { contentType, encoded } = headersDown(headers);
      if (encoded) {
        this.#give("protocol");
        return true;
      }
      if (contentType.startsWith("text/event-stream")) this.#feed = new EventFeed();
      else this.#held = [];
    }
    return this.#next.onHeaders(status, headers, resume);
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    if (this.#feed !== null) return this.#takeEvents(this.#feed, chunk);
    if (this.#held === null) return this.#next.onData(chunk);
    this.#held.push(chunk);
    this.#heldLength += chunk.length;
    if (this.#heldLength > WHOLE_LIMIT) this.#give("protocol");
    return true;
  }

  onComplete(): void {
    if (this.#over) return;
    if (this.#feed !== null) this.#endEvents(this.#feed);
    else if (this.#held !== null) this.#passWhole(Buffer.concat(this.#held, this.#heldLength));
    if (!this.#over) this.#next.onComplete();
  }

  onError(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#next.onError(error);
  }

  /** The upstream has fallen quiet: what was kept for the end of its answer is said, if that has been told. */
  settle(): void {
    if (this.#over || this.#feed === null) return;
    const text = this.#back.end();
    if (text !== "") this.#next.onData(Buffer.from(text));
  }

  #takeEvents(feed: EventFeed, chunk: Buffer): boolean {
    feed.push(chunk);
    const text = this.#translate(feed.take());
    if (feed.overlong) this.#give("malformed");
    if (this.#over) return true;
    // Also what says nothing shows that the upstream is at work.
    return this.#next.onData(text === "" ? NOTHING : Buffer.from(text));
  }

  /** Behind the last blank line there may be a last event, for some servers end it with the connection, or half of one. */
  #endEvents(feed: EventFeed): void {
    const rest = feed.rest();
    const cut = dataEvents(rest).some(({ data }) => data.trim() !== "[DONE]" && parseObject(data) === null);
    if (cut) return;
    const text = this.#translate(rest) + this.#back.end();
    if (text !== "" && !this.#over) this.#next.onData(Buffer.from(text));
  }

  /** What cannot be read ends the attempt, behind the events before it. */
  #translate(whole: Buffer): string {
    let text = "";
    for (const { event, data } of dataEvents(whole)) {
      const word = data.trim();
      if (word === "") continue;
      if (word === "[DONE]") {
        text += this.#back.end(true);
        continue;
      }
      const value = parseObject(data);
      if (value === null) {
        if (text !== "") this.#next.onData(Buffer.from(text));
        this.#give("malformed");
        return "";
      }
      text += this.#back.event(value, event);
    }
    return text;
  }

  /** What says how it failed goes on as it came: the relay knows what to make of it. */
  #passWhole(body: Buffer): void {
    const answer = parseObject(body.toString("utf8"));
    if (answer === null ? isBlankOrCut(body) : isErrorOnly(answer)) {
      this.#next.onData(body);
      return;
    }
    const translated = answer === null ? null : this.#back.whole(answer);
    if (translated === null) this.#give("protocol");
    else this.#next.onData(Buffer.from(jsonText(translated)));
  }

  #give(kind: "protocol" | "malformed"): void {
    if (this.#over) return;
    this.#over = true;
    this.#next.onError(new UpstreamFailure(kind, "what came cannot be translated"));
    this.#abort?.();
  }
}

/** No answer at all, or the beginning of one. */
function isBlankOrCut(body: Buffer): boolean {
  const text = body.toString("latin1").trim();
  return text === "" || (text.startsWith("{") && !text.endsWith("}"));
}

/** An error sent with a good status; a Response has an `error` too, which is null. */
function isErrorOnly({ error, object }: JsonObject): boolean {
  return object === undefined && error !== undefined && error !== null;
}
