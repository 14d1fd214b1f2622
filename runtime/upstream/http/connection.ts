import type { Socket } from "node:net";
import { isStream, type UpstreamEvents, UpstreamFailure, type UpstreamRequest } from "../../wire/upstream.ts";
import { BodyWriter } from "./body-writer.ts";
import { requestText } from "./request-text.ts";
import { type Reading, ResponseReader } from "./response-reader.ts";

/** What a connection tells its pool. */
export interface ConnectionOwner {
  /** It has answered and is free for the next request. */
  free(connection: Connection): void;
  /** It is closed. */
  gone(connection: Connection): void;
}

/** Bodies up to this size go out with their head as one Buffer; the copy is cheaper than a second one in the write. */
const JOIN_BELOW = 16_384;

/** One HTTP/1.1 connection: one request at a time. */
export class Connection {
  /** Of the pool's clock, when it became free. */
  freeSince = 0;
  /** Milliseconds of silence in the middle of the present answer; 0 for no limit. */
  idleTimeout: number;
  readonly #socket: Socket;
  readonly #host: string;
  readonly #owner: ConnectionOwner;
  /** What most requests have. */
  readonly #usualIdle: number;
  #events: UpstreamEvents | null = null;
  #reader: ResponseReader | null = null;
  /** null unless the body comes in a stream, and has not ended. */
  #writer: BodyWriter | null = null;
  #paused = false;

  constructor(socket: Socket, host: string, idleTimeout: number, owner: ConnectionOwner) {
    this.#socket = socket;
    this.#host = host;
    this.#usualIdle = idleTimeout;
    this.idleTimeout = idleTimeout;
    this.#owner = owner;
    socket.on("end", () => this.#ended());
    socket.on("error", (error) => this.#fail(asFailure(error)));
    socket.on("close", () => this.#closed());
    socket.on("timeout", () => this.#idle());
  }

  /** Whether a request can be sent now. */
  get usable(): boolean {
    return this.#events === null && !this.#socket.destroyed && this.#socket.writable;
  }

  /** Sends a request; may be called before the connection stands. */
  send(request: UpstreamRequest, events: UpstreamEvents): void {
    this.#events = events;
    // Each request has its own two: called too late, they must not touch the next request on this connection.
    const resume = (): void => {
      if (this.#events === events) this.#resume();
    };
    this.#reader = new ResponseReader(events, resume, request.method === "HEAD");
    this.#paused = false;
    this.#limitSilence(request);
    events.onConnect((reason) => {
      if (this.#events === events) this.#abort(reason);
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
      this.#socket.write(Buffer.concat([Buffer.from(head, "latin1"), ...body.pieces]));
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
      // An answer that no one asked for.
      this.#socket.destroy();
      return false;
    }
    this.#apply(reader.read(bytes));
    return !this.#paused;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** A route may allow its answers another silence than their backend does. */
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
      // Only `resume` ends a pause: over TLS, what was read before it may still come.
      if (reading.paused) this.#paused = true;
    } else if (reading.kind === "failed") this.#fail(reading.error);
    else this.#complete(reading.reusable);
  }

  #complete(reusable: boolean): void {
    // What answers before it has read the request would take the rest of it for another one.
    const whole = this.#writer === null;
    const events = this.#release();
    // A request that is still being written would run into the next one; over TLS the end may come in a pause, and a
    // socket that has stopped reading would leave the next one waiting.
    const clean = !this.#paused && this.#socket.writableLength === 0 && this.#socket.writable;
    if (reusable && clean && whole) this.#owner.free(this);
    else this.#socket.destroy();
    events?.onComplete();
  }

  #fail(error: UpstreamFailure): void {
    const events = this.#release();
    this.#socket.destroy();
    events?.onError(error);
  }

  #release(): UpstreamEvents | null {
    const events = this.#events;
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
    // The timer ran out once if the pause was long, and only bytes would start it again.
    this.#socket.setTimeout(this.#socket.timeout ?? 0);
    this.#socket.resume();
  }

  #abort(reason: Error | undefined): void {
    this.#fail(new UpstreamFailure("connection", reason?.message ?? "The request was aborted."));
  }

  #ended(): void {
    if (this.#reader === null) this.#socket.destroy();
    else this.#apply(this.#reader.end());
  }

  /** Silence counts only in the middle of an answer; the wait for its start has a limit of its own. */
  #idle(): void {
    if (this.#events === null) this.#socket.destroy();
    else if (this.#reader?.answered && !this.#paused) {
      this.#fail(new UpstreamFailure("timeout", "The upstream fell silent in the middle of its answer."));
    }
  }

  #closed(): void {
    if (this.#events !== null) this.#fail(new UpstreamFailure("connection", "The connection closed."));
    this.#owner.gone(this);
  }
}

/** A socket that was destroyed for a reason of our own keeps it. */
function asFailure(error: Error): UpstreamFailure {
  return error instanceof UpstreamFailure ? error : new UpstreamFailure("connection", error.message);
}
