import type { Socket } from "node:net";
import { HeaderLines } from "../../wire/header-lines.ts";
import {
  isStream,
  type Payload,
  type UpstreamEvents,
  UpstreamFailure,
  type UpstreamRequest,
} from "../../wire/upstream.ts";
import { BodyWriter } from "./body-writer.ts";
import { failureOf } from "./failure-of.ts";
import { requestText } from "./request-text.ts";
import { type Reading, ResponseReader } from "./response-reader.ts";

/** What a connection reports to its pool. */
export interface ConnectionOwner {
  /** It has answered and can take the next request. */
  free(connection: Connection): void;
  /** It is closed. */
  gone(connection: Connection): void;
  /** It was closed before anything of an answer came. Returns whether the request is sent again over another one. */
  repeats(connection: Connection, request: UpstreamRequest, events: UpstreamEvents): boolean;
}

/** Bodies up to this size are sent in one Buffer with their head; the copy is cheaper than writing a second one. */
const JOIN_BELOW = 16_384;

function joined(head: string, { pieces, length }: Payload): Buffer {
  const bytes = Buffer.allocUnsafe(head.length + length);
  let at = bytes.write(head, "latin1");
  for (const piece of pieces) at += piece.copy(bytes, at);
  return bytes;
}

/** One HTTP/1.1 connection, with one request at a time. */
export class Connection {
  /** When it became free, and when it was taken again, in the pool's clock. */
  freeSince = 0;
  /** null before it was used again. */
  reusedAt: number | null = null;
  /** Milliseconds of silence allowed within the current answer; 0 for no limit. */
  idleTimeout: number;
  readonly #socket: Socket;
  readonly #host: string;
  readonly #owner: ConnectionOwner;
  /** The limit of most requests. */
  readonly #usualIdle: number;
  #events: UpstreamEvents | null = null;
  #reader: ResponseReader | null = null;
  /** null unless the body is streamed and has not ended. */
  #writer: BodyWriter | null = null;
  #paused = false;
  /** The header lines of its answers. */
  readonly lines = new HeaderLines();

  constructor(socket: Socket, host: string, idleTimeout: number, owner: ConnectionOwner) {
    this.#socket = socket;
    this.#host = host;
    this.#usualIdle = idleTimeout;
    this.idleTimeout = idleTimeout;
    this.#owner = owner;
    socket.on("end", () => this.#ended());
    socket.on("error", (error) => this.#broke(failureOf(error)));
    socket.on("close", () => this.#closed());
    socket.on("timeout", () => this.#idle());
  }

  /** Whether a request can be sent now. */
  get usable(): boolean {
    return this.#events === null && !this.#socket.destroyed && this.#socket.writable;
  }

  /** Sends a request; may be called before the connection is established. */
  send(request: UpstreamRequest, events: UpstreamEvents): void {
    this.#events = events;
    // Created for each request, so that late calls cannot affect the connection's next request.
    const resume = (): void => {
      if (this.#events === events) this.#resume();
    };
    const reader = new ResponseReader(events, resume, request, this.lines);
    this.#reader = reader;
    this.#paused = false;
    this.#limitSilence(request);
    events.onConnect((reason) => {
      const failure = new UpstreamFailure("connection", reason?.message ?? "The request was aborted.");
      reader.abort(failure);
      if (this.#events === events) this.#fail(failure);
    });
    if (this.#events !== events) return;
    const head = requestText(request, this.#host);
    const { body } = request;
    if (body === null) this.#socket.write(head, "latin1");
    else if (isStream(body)) {
      this.#socket.write(head, "latin1");
      this.#writer = new BodyWriter(this.#socket, body, (error) => this.#sent(error));
      this.#writer.start();
    } else if (body.length <= JOIN_BELOW) {
      this.#socket.write(joined(head, body));
    } else {
      this.#socket.cork();
      this.#socket.write(head, "latin1");
      for (const piece of body.pieces) this.#socket.write(piece);
      this.#socket.uncork();
    }
  }

  /** Called with each read; false: stop reading until resumed. */
  receive(bytes: Buffer): boolean {
    const reader = this.#reader;
    if (reader === null) {
      // An answer to no request.
      this.#socket.destroy();
      return false;
    }
    this.#apply(reader.read(bytes));
    return !this.#paused;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** A route may set another limit than the backend does. */
  #limitSilence({ timeouts }: UpstreamRequest): void {
    const own = timeouts?.streamIdle;
    const idle = own === undefined ? this.#usualIdle : (own ?? 0) * 1000;
    if (idle === this.idleTimeout) return;
    this.idleTimeout = idle;
    this.#socket.setTimeout(idle);
  }

  #sent(error: UpstreamFailure | null): void {
    this.#writer = null;
    if (error !== null) this.#fail(error);
  }

  #apply(reading: Reading): void {
    if (this.#events === null) return;
    if (reading.kind === "open") {
      // Only `resume` ends a pause: over TLS, data that was read before it may still arrive.
      if (reading.paused) this.#paused = true;
    } else if (reading.kind === "failed") this.#broke(reading.error);
    else this.#complete(reading.reusable);
  }

  #complete(reusable: boolean): void {
    // A server that answers before it has read the whole request would take the rest of it for another one.
    const whole = this.#writer === null;
    const events = this.#release();
    // A request that is still being written would run into the next one. And over TLS the end may arrive during a pause:
    // a socket that has stopped reading would leave the next request waiting.
    const clean = !this.#paused && this.#socket.writableLength === 0 && this.#socket.writable;
    if (reusable && clean && whole) this.#owner.free(this);
    else this.#socket.destroy();
    events?.onComplete();
  }

  /** The other side has ended the connection, or what it sent is no answer. */
  #broke(error: UpstreamFailure): void {
    const reader = this.#reader;
    if (reader === null || reader.begun || error.kind !== "connection") {
      this.#fail(error);
      return;
    }
    const events = this.#release();
    this.#socket.destroy();
    if (events !== null && !this.#owner.repeats(this, reader.request, events)) events.onError(error);
  }

  #fail(error: UpstreamFailure): void {
    const events = this.#release();
    this.#socket.destroy();
    events?.onError(error);
  }

  #release(): UpstreamEvents | null {
    const events = this.#events === null ? null : (this.#reader?.receiver ?? this.#events);
    this.#reader?.stop();
    const writer = this.#writer;
    this.#writer = null;
    writer?.stop();
    this.#events = null;
    this.#reader = null;
    return events;
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    // The timer has fired once if the pause was long, and only bytes would restart it.
    this.#socket.setTimeout(this.#socket.timeout ?? 0);
    this.#socket.resume();
  }

  #ended(): void {
    if (this.#reader === null) this.#socket.destroy();
    else this.#apply(this.#reader.end());
  }

  /** This limit applies only within an answer; the wait for its start has a limit of its own. */
  #idle(): void {
    if (this.#events === null) this.#socket.destroy();
    else if (this.#reader?.answered && !this.#paused) {
      this.#fail(new UpstreamFailure("timeout", "The upstream fell silent in the middle of its answer."));
    }
  }

  #closed(): void {
    if (this.#events !== null) this.#broke(new UpstreamFailure("connection", "The connection closed."));
    this.#owner.gone(this);
  }
}
