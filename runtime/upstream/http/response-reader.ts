import { HeaderLines } from "../../wire/header-lines.ts";
import { type UpstreamEvents, UpstreamFailure, type UpstreamRequest } from "../../wire/upstream.ts";
import { ChunkedBody } from "./chunked-body.ts";
import { DecodedAnswer } from "./decoded-answer.ts";
import { parseHead, type ResponseHead } from "./response-head.ts";

/** The state after a read. */
export type Reading =
  /** Incomplete. `paused`: the receiver asked for a pause. */
  | { readonly kind: "open"; readonly paused: boolean }
  /** The answer is complete. `reusable`: the connection can take the next request. */
  | { readonly kind: "whole"; readonly reusable: boolean }
  | { readonly kind: "failed"; readonly error: UpstreamFailure };

const OPEN: Reading = { kind: "open", paused: false };
const PAUSED: Reading = { kind: "open", paused: true };
const REUSABLE: Reading = { kind: "whole", reusable: true };
const SPENT: Reading = { kind: "whole", reusable: false };
const MAX_HEAD = 65_536;
/** No server has more to say before its answer than this; one that never stops would keep the loop busy. */
const MOST_INTERIM = 16;
const HEAD_END = "\r\n\r\n";
const EMPTY = Buffer.alloc(0);

/**
 * Turns the bytes of one response into events. The given bytes are only valid during the call, so what is passed on is
 * copied.
 */
export class ResponseReader {
  #events: UpstreamEvents;
  readonly #resume: () => void;
  readonly request: UpstreamRequest;
  readonly lines: HeaderLines;
  #partialHead: Buffer = EMPTY;
  #head: ResponseHead | null = null;
  #left = 0;
  #chunked: ChunkedBody | null = null;
  #stopped = false;
  /** How many 1xx answers came. */
  #interim = 0;
  /** Whether anything has come. */
  begun = false;

  /** @param lines what the connection remembers of earlier answers */
  constructor(events: UpstreamEvents, resume: () => void, request: UpstreamRequest, lines = new HeaderLines()) {
    this.lines = lines;
    this.#events = events;
    this.#resume = resume;
    this.request = request;
  }

  /** Whether the answer has started. */
  get answered(): boolean {
    return this.#head !== null;
  }

  /** Receives the end of the answer: the given events, or what decodes the answer for them. */
  get receiver(): UpstreamEvents {
    return this.#events;
  }

  read(bytes: Buffer): Reading {
    this.begun = true;
    if (this.#events instanceof DecodedAnswer && this.#events.over) {
      return failed("protocol", "The content of the answer is badly encoded.");
    }
    if (this.#head !== null) return this.#body(this.#head, bytes, 0, false);
    const joined = this.#partialHead.length === 0 ? bytes : Buffer.concat([this.#partialHead, bytes]);
    return this.#readHead(joined, 0);
  }

  /** The connection has ended. */
  end(): Reading {
    if (this.#head?.framing.kind === "until-close") return SPENT;
    return {
      kind: "failed",
      error: new UpstreamFailure("connection", "The connection ended before the answer did.", {
        cause: "reset",
        detail: null,
      }),
    };
  }

  /** The receiver wants nothing more, not even what is still being decoded. */
  abort(reason: Error): void {
    if (this.#events instanceof DecodedAnswer) this.#events.abort(reason);
  }

  /** The request was cancelled: no more events follow, not even for bytes that are being read. */
  stop(): void {
    this.#stopped = true;
  }

  #readHead(bytes: Buffer, from: number): Reading {
    const end = bytes.indexOf(HEAD_END, from, "latin1");
    if (end < 0) {
      if (bytes.length - from > MAX_HEAD) return failed("protocol", "The head of the answer is too long.");
      this.#partialHead = Buffer.from(bytes.subarray(from));
      return OPEN;
    }
    this.#partialHead = EMPTY;
    const head = parseHead(bytes.toString("latin1", from, end + 2), this.lines);
    if (head === null || head.status === 101) return failed("protocol", "The answer is no HTTP/1.1 response.");
    const next = end + HEAD_END.length;
    // 100 Continue, 103 Early Hints: the answer itself is still to come.
    if (head.status < 200) {
      if (++this.#interim > MOST_INTERIM) return failed("protocol", "The answer does not begin.");
      return next < bytes.length ? this.#readHead(bytes, next) : OPEN;
    }
    this.#head = head;
    if (head.framing.kind === "length") this.#left = head.framing.length;
    else if (head.framing.kind === "chunked") this.#chunked = new ChunkedBody();
    this.#events = DecodedAnswer.of(this.#events, head.status, head.headers) ?? this.#events;
    const paused = !this.#events.onHeaders(head.status, head.headers, this.#resume);
    if (this.#stopped) return OPEN;
    return this.#body(head, bytes, next, paused);
  }

  #body(head: ResponseHead, bytes: Buffer, from: number, paused: boolean): Reading {
    // The answer to HEAD has the framing headers of a body, but no body.
    if (this.request.method === "HEAD") return this.#whole(head, from === bytes.length);
    switch (head.framing.kind) {
      case "none":
        return this.#whole(head, from === bytes.length);
      case "length": {
        const end = Math.min(bytes.length, from + this.#left);
        this.#left -= end - from;
        const flows = this.#pass(bytes, from, end);
        return this.#left === 0 ? this.#whole(head, end === bytes.length) : flows && !paused ? OPEN : PAUSED;
      }
      case "until-close":
        return this.#pass(bytes, from, bytes.length) && !paused ? OPEN : PAUSED;
      case "chunked": {
        const chunked = this.#chunked ?? new ChunkedBody();
        const end = chunked.compact(bytes, from);
        if (end < 0) return failed("protocol", "The chunks of the answer are malformed.");
        const flows = this.#pass(bytes, from, end);
        return chunked.done ? this.#whole(head, chunked.position === bytes.length) : flows && !paused ? OPEN : PAUSED;
      }
    }
  }

  #pass(bytes: Buffer, from: number, to: number): boolean {
    return from === to || this.#events.onData(Buffer.from(bytes.subarray(from, to)));
  }

  /** Bytes after the answer belong to no request, so the connection is not reused. */
  #whole(head: ResponseHead, exact: boolean): Reading {
    return head.keepAlive && exact ? REUSABLE : SPENT;
  }
}

function failed(kind: UpstreamFailure["kind"], message: string): Reading {
  return { kind: "failed", error: new UpstreamFailure(kind, message) };
}
