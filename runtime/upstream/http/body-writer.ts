import type { Socket } from "node:net";
import { type BodySink, type BodyStream, UpstreamFailure } from "../../wire/upstream.ts";

/** Sends a body as it arrives, no faster than the upstream reads it. */
export class BodyWriter implements BodySink {
  readonly #socket: Socket;
  readonly #body: BodyStream;
  readonly #done: (error: UpstreamFailure | null) => void;
  /** Bytes still to come; null if the body is sent in chunks. */
  #left: number | null;
  #over = false;

  /** `done` is called once, unless `stop` is called first; with null if everything has been sent. */
  constructor(socket: Socket, body: BodyStream, done: (error: UpstreamFailure | null) => void) {
    this.#socket = socket;
    this.#body = body;
    this.#done = done;
    this.#left = body.length;
  }

  start(): void {
    this.#socket.on("drain", this.#resume);
    this.#body.open(this);
  }

  /** The request is over, for whatever reason. */
  stop(): void {
    if (this.#finish()) this.#body.close();
  }

  write(bytes: Buffer): boolean {
    if (this.#over || bytes.length === 0) return true;
    if (this.#left === null) {
      this.#socket.cork();
      this.#socket.write(`${bytes.length.toString(16)}\r\n`, "latin1");
      this.#socket.write(bytes);
      const flows = this.#socket.write("\r\n", "latin1");
      this.#socket.uncork();
      return flows;
    }
    this.#left -= bytes.length;
    if (this.#left < 0) {
      // An excess byte would be the start of another request.
      this.#break("The body is longer than was declared.");
      return true;
    }
    return this.#socket.write(bytes);
  }

  end(): void {
    if (this.#over) return;
    if (this.#left !== null && this.#left > 0) {
      this.#break("The body is shorter than was declared.");
      return;
    }
    if (this.#left === null) this.#socket.write("0\r\n\r\n", "latin1");
    this.#finish();
    this.#done(null);
  }

  fail(): void {
    this.#break("The body of the request broke off.");
  }

  readonly #resume = (): void => this.#body.resume();

  #break(message: string): void {
    if (!this.#finish()) return;
    this.#body.close();
    this.#done(new UpstreamFailure("connection", message));
  }

  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#socket.off("drain", this.#resume);
    return true;
  }
}
