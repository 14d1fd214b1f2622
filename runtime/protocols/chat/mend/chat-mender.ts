import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn, numberIn, objectIn } from "../../json/read.ts";
import { readEvent, type StreamEvent } from "../../sse/event-reader.ts";
import type { MenderNeeds, Mending, StreamFault, StreamMender, StreamProgress } from "../../stream-mender.ts";
import { isChunk, isFinish, isKeepAlive, readKind } from "../stream/event-kind.ts";
import { chatStream } from "../stream/stream.ts";
import { type AskedAnswer, askedAnswer } from "./asked-answer.ts";
import { CallTurns } from "./call-turns.ts";
import { errorEventOf } from "./error-event.ts";
import { COMMENT, eventOf } from "./event-text.ts";
import { LastUsage } from "./last-usage.ts";
import { mapped } from "./mapped.ts";
import { MendedChoice } from "./mended-choice.ts";
import { PlainChunks } from "./plain-chunks.ts";

const DONE = Buffer.from("data: [DONE]\n\n");
const NOTHING = Buffer.alloc(0);
const MALFORMED: StreamFault = { kind: "malformed" };
/** https://encoding.spec.whatwg.org/#utf-8-decode */
const MARK = Buffer.from("\ufeff");

/** For clients of chat and of text completions. */
export const chatMending: Mending = { protocol: chatStream, open: (needs) => new ChatMender(needs) };

class ChatMender implements StreamMender {
  fault: StreamFault | null = null;
  hasOutput = false;
  readonly #needs: MenderNeeds;
  readonly #plain = new PlainChunks();
  readonly #usage = new LastUsage();
  readonly #choices = new Map<number, MendedChoice>();
  readonly #turns = new CallTurns();
  #known: AskedAnswer | null = null;
  #began = false;
  #done = false;

  constructor(needs: MenderNeeds) {
    this.#needs = needs;
  }

  get progress(): StreamProgress {
    if (this.#done) return "done";
    const { choices, usage } = this.#asked;
    if (this.#choices.size < choices) return "open";
    for (const { finished } of this.#choices.values()) if (!finished) return "open";
    return usage && !this.#usage.came ? "finished" : "complete";
  }

  mend(events: Buffer): readonly Buffer[] {
    const bytes = this.#withoutMark(events);
    const { length } = bytes;
    const pieces: Buffer[] = [];
    /** What precedes this is among the pieces. */
    let sent = 0;
    let at = 0;
    while (at < length && this.fault === null) {
      // The first chunk of a choice may lack its role, and only a close look tells output from a chunk without any.
      if (this.hasOutput && this.#choices.has(0) && !this.#turns.waits) at = this.#plain.endOfRun(bytes, at);
      if (at === length) break;
      const event = readEvent(bytes, at);
      const raw = bytes.subarray(at, event.end);
      const mended = this.#mendEvent(event, raw);
      if (mended !== raw) {
        if (at > sent) pieces.push(bytes.subarray(sent, at));
        if (mended.length > 0) pieces.push(mended);
        sent = event.end;
      }
      at = event.end;
    }
    if (at > sent) pieces.push(sent === 0 && at === length ? bytes : bytes.subarray(sent, at));
    return pieces;
  }

  end(): Buffer {
    return this.#done ? NOTHING : Buffer.concat([this.#turns.flush(), this.#usage.event(this.#asked), DONE]);
  }

  /** Most streams end with their marker, and none of this has to be known. */
  get #asked(): AskedAnswer {
    this.#known ??= askedAnswer(this.#needs);
    return this.#known;
  }

  #withoutMark(events: Buffer): Buffer {
    if (this.#began) return events;
    this.#began = true;
    return events.subarray(0, MARK.length).equals(MARK) ? events.subarray(MARK.length) : events;
  }

  #mendEvent({ event, data }: StreamEvent, raw: Buffer): Buffer {
    const { kind, value } = readKind(data, event);
    switch (kind) {
      case "malformed":
        return this.#fail(MALFORMED, NOTHING);
      case "error":
        return this.#fail({ kind: "error", data }, errorEventOf(data, event, raw));
      case "done":
        return this.#takeDone(raw);
    }
    if (data === null) return raw;
    // A blank text, which clients try to parse.
    if (value === null) return COMMENT;
    const named = event !== null && event !== "message";
    const isAnswer = Array.isArray(value.choices) || isObject(value.usage);
    if (!isAnswer && (named || isKeepAlive(value))) return COMMENT;
    this.hasOutput ||= kind === "output" || kind === "end";
    if (isAnswer) return this.#mendChunk(value, raw, named);
    return isChunk(value) ? eventOf({ ...value, choices: [] }) : raw;
  }

  #mendChunk(chunk: JsonObject, raw: Buffer, named: boolean): Buffer {
    const rest = this.#usage.take(chunk, named ? null : raw);
    if (rest === null) return NOTHING;
    const sent = listIn(rest.choices);
    const choices = mapped(sent, (choice, at) => (isObject(choice) ? this.#mendChoice(choice, at) : choice));
    if (this.#endsNameless(false)) return this.#fail(MALFORMED, NOTHING);
    const now = choices === sent ? rest : { ...rest, choices };
    return this.#inTurn(named || now !== chunk ? eventOf(now) : raw, now);
  }

  #inTurn(event: Buffer, chunk: JsonObject): Buffer {
    const only = this.#choices.get(0);
    const choices = listIn(chunk.choices);
    if (only === undefined || choices.length === 0) return event;
    // Of several choices, no client library reads more than the first: their order stays as it is.
    if (this.#choices.size > 1) return this.#turns.waits ? Buffer.concat([this.#turns.flush(), event]) : event;
    if (only.inputs.length === 0 && !this.#turns.waits) return event;
    return this.#turns.take(event, chunk, only.inputs, isFinish(objectIn(choices[0]).finish_reason));
  }

  #mendChoice(choice: JsonObject, at: number): JsonObject {
    const index = numberIn(choice.index) ?? at;
    let known = this.#choices.get(index);
    if (known === undefined) {
      known = new MendedChoice(this.#needs.newId);
      this.#choices.set(index, known);
    }
    return known.mend(choice, index);
  }

  #takeDone(raw: Buffer): Buffer {
    if (this.#endsNameless(true)) return this.#fail(MALFORMED, NOTHING);
    this.#done = true;
    const usage = this.#usage.event(this.#asked);
    if (usage.length === 0 && !this.#turns.waits) return raw;
    return Buffer.concat([this.#turns.flush(), usage, raw]);
  }

  /** Whether there is a call without a name, which no client can use. `ended`: also if its choice has not finished. */
  #endsNameless(ended: boolean): boolean {
    for (const choice of this.#choices.values()) if ((ended || choice.finished) && choice.nameless) return true;
    return false;
  }

  #fail(fault: StreamFault, last: Buffer): Buffer {
    this.fault = fault;
    return this.#turns.waits ? Buffer.concat([this.#turns.flush(), last]) : last;
  }
}
