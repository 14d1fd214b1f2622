import { EventEmitter } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import type { ClientRequest } from "../../client.ts";
import { type RequestHead, rawHeadersOf } from "./request-head.ts";

/** Bytes of a body that are kept for a reader that does not read yet. */
const MOST_HELD = 65_536;
const NONE: readonly Buffer[] = [];
const NOTHING = Buffer.alloc(0);

/** A request that was read here. It has of Node's what `ClientRequest` says, and behaves in the same way. */
export class FastRequest extends EventEmitter implements ClientRequest {
  readonly method: string;
  readonly httpVersionMinor = 1;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly socket: Socket;
  complete = false;
  destroyed = false;
  readonly #headText: string;
  /** Bytes of the body that have not arrived. */
  #left: number;
  /** What has arrived and was not read; null if nothing is held back. */
  #held: Buffer[] | null = null;
  #paused = false;
  /** Whether the connection is not read because of this request. */
  #stopped = false;
  /** Whether its end was reported, or nobody wants to know. */
  #over = false;

  constructor({ method, url, headers, text, length }: RequestHead, socket: Socket) {
    super();
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.socket = socket;
    this.#headText = text;
    this.#left = length;
  }

  get rawHeaders(): readonly string[] {
    return rawHeadersOf(this.#headText);
  }

  /** Takes what has arrived. Returns the bytes behind the body; null if there are none. */
  receive(bytes: Buffer): Buffer | null {
    const isAll = bytes.length <= this.#left;
    const own = isAll ? bytes : bytes.subarray(0, this.#left);
    this.#left -= own.length;
    if (this.#left === 0) this.complete = true;
    if (this.#held !== null || !this.#isRead) this.#hold(own);
    else {
      this.#give(own);
      this.#endIfComplete();
    }
    return isAll ? null : bytes.subarray(own.length);
  }

  override on(...[event, listener]: Parameters<EventEmitter["on"]>): this {
    super.on(event, listener);
    if (event === "data" && this.#held !== null) process.nextTick(flow, this);
    return this;
  }

  pause(): this {
    this.#paused = true;
    this.#stop();
    return this;
  }

  resume(): this {
    this.#paused = false;
    process.nextTick(flow, this);
    return this;
  }

  isPaused(): boolean {
    return this.#paused;
  }

  /** What is left of the body is read and dropped. */
  dump(): void {
    this.#over = true;
    this.#held = null;
    this.#paused = false;
    this.socket.resume();
  }

  /** The client has left before the body was complete. */
  abort(): void {
    this.destroyed = true;
    this.dump();
    if (this.listenerCount("error") > 0) this.emit("error", new Error("aborted"));
    this.emit("close");
  }

  /** Gives what is held to its reader. */
  flow(): void {
    const held = this.#held ?? NONE;
    for (let i = 0; i < held.length && this.#isRead; i++) {
      this.#held = i + 1 < held.length ? held.slice(i + 1) : null;
      this.#give(held[i] ?? NOTHING);
    }
    if (!this.#isRead) return;
    this.#endIfComplete();
    if (!this.#stopped) return;
    this.#stopped = false;
    this.socket.resume();
  }

  get #isRead(): boolean {
    return !this.#paused && this.listenerCount("data") > 0;
  }

  #give(bytes: Buffer): void {
    if (bytes.length > 0 && !this.#over) this.emit("data", bytes);
  }

  #endIfComplete(): void {
    if (this.#over || !this.complete || this.#held !== null || this.#paused) return;
    this.#over = true;
    this.emit("end");
  }

  #hold(bytes: Buffer): void {
    if (this.#over) return;
    this.#held ??= [];
    this.#held.push(bytes);
    const length = this.#held.reduce((sum, piece) => sum + piece.length, 0);
    if (length > MOST_HELD) this.#stop();
  }

  #stop(): void {
    if (this.complete) return;
    this.#stopped = true;
    this.socket.pause();
  }
}

function flow(request: FastRequest): void {
  request.flow();
}
