import type { Socket } from "node:net";
import type { Handle } from "../../request/handle.ts";
import { HeldBytes } from "../../wire/held-bytes.ts";
import type { Connection } from "../connections/connections.ts";
import { FastAnswer } from "./fast-answer.ts";
import { FastRequest } from "./fast-request.ts";
import { HeadReader } from "./head-reader.ts";

/** What all fast connections of a server share. */
export interface FastTools {
  /** What answers a POST of this path; null if it is none of the hot paths. */
  readonly handleFor: (url: string) => Handle | null;
  /** Takes over a connection, with bytes that were read from it. */
  readonly toNode: (socket: Socket, bytes: Buffer) => void;
  /** For each request whose turn never came. */
  readonly dropped: Handle;
  /** Seconds that a connection may wait for a request. */
  readonly keepAlive: number;
  /** Seconds that a request may take to arrive. */
  readonly requestTimeout: number;
  readonly isClosing: () => boolean;
}

/**
 * How much is read of requests that wait for their turn, in bytes. A connection that is not read tells no one when its client
 * leaves.
 */
const MOST_AHEAD = 1 << 20;
const NOTHING = Buffer.alloc(0);
/** As Node answers. */
const TOO_SLOW = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n";
const INCOMPLETE = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";

/** A client's connection, as long as all of its requests are plain ones for the hot paths. */
export class FastConnection implements Connection {
  req: FastRequest | null = null;
  res: FastAnswer | null = null;
  readonly ahead = null;
  readonly #socket: Socket;
  readonly #tools: FastTools;
  /** The request whose body or answer is not over. */
  #current: FastRequest | null = null;
  /** Whether its answer is under way. */
  #busy = false;
  /** How long it has waited for a request, or for the rest of one. */
  #seconds = 0;
  /** What the client has sent behind the current request. */
  readonly #waiting = new HeldBytes();
  readonly #heads = new HeadReader();
  readonly #listeners: Readonly<Record<"data" | "end" | "close" | "drain" | "error", (bytes: Buffer) => void>>;

  constructor(socket: Socket, tools: FastTools) {
    this.#socket = socket;
    this.#tools = tools;
    this.#listeners = {
      data: (bytes) => this.#receive(bytes),
      end: () => this.#ended(),
      close: () => this.#closed(),
      drain: () => this.res?.emit("drain"),
      // "close" follows.
      error: () => {},
    };
    for (const [event, listener] of Object.entries(this.#listeners)) socket.on(event, listener);
  }

  /** Whether it waits for a request. */
  get idle(): boolean {
    return this.#current === null;
  }

  /** Called every second: ends a connection that is not used, or whose request takes too long to arrive. */
  look(): void {
    if (this.#current?.complete) return;
    // What is left of a request that has its answer is worth no longer a wait than the next request.
    const limit = this.#busy ? this.#tools.requestTimeout : this.#tools.keepAlive;
    if (++this.#seconds <= limit) return;
    if (this.#busy && this.res?.headersSent === false) this.#socket.write(TOO_SLOW);
    this.#socket.destroySoon();
  }

  /** The client sends no more. */
  #ended(): void {
    if (this.#current?.complete === false && this.res?.headersSent === false) this.#socket.end(INCOMPLETE);
    else this.#socket.end();
  }

  #receive(bytes: Buffer): void {
    const current = this.#current;
    if (current === null) {
      this.#begin(bytes);
      return;
    }
    const rest = current.complete ? bytes : current.receive(bytes);
    if (rest !== null) this.#wait(rest);
    if (current.complete && !this.#busy) this.#next();
  }

  #begin(bytes: Buffer): void {
    const head = this.#heads.read(bytes);
    const handle = head?.method === "POST" ? this.#tools.handleFor(head.url) : null;
    if (head === null || handle === null) {
      this.#leave(bytes);
      return;
    }
    const req = new FastRequest(head, this.#socket);
    const res = new FastAnswer(req, this.#tools.keepAlive, () => this.#answered(res));
    this.#current = this.req = req;
    this.#busy = true;
    this.#seconds = 0;
    this.res = res;
    if (head.isLast || this.#tools.isClosing()) res.shouldKeepAlive = false;
    handle(req, res);
    const rest = req.receive(head.end === bytes.length ? NOTHING : bytes.subarray(head.end));
    if (rest !== null) this.#wait(rest);
  }

  #answered(res: FastAnswer): void {
    if (this.#socket.destroyed) return;
    res.writableFinished = true;
    this.#busy = false;
    res.close();
    if (!res.shouldKeepAlive) {
      this.#socket.destroySoon();
      return;
    }
    this.#seconds = 0;
    if (this.#current?.complete === false) this.#current.dump();
    else this.#next();
  }

  #next(): void {
    this.#current = null;
    this.#seconds = 0;
    // A limit on silence within a request.
    if (this.#socket.timeout) this.#socket.setTimeout(0);
    const { length } = this.#waiting;
    if (length > 0) this.#begin(this.#takeWaiting());
    // Not before: what is read for each request may be more than each request was.
    if (length > MOST_AHEAD && this.#waiting.length <= MOST_AHEAD) this.#socket.resume();
  }

  #wait(bytes: Buffer): void {
    this.#waiting.push(bytes);
    if (this.#waiting.length > MOST_AHEAD) this.#socket.pause();
  }

  #takeWaiting(): Buffer {
    const bytes = this.#waiting.join();
    this.#waiting.clear();
    return bytes;
  }

  /** The next request is not for here. */
  #leave(bytes: Buffer): void {
    for (const [event, listener] of Object.entries(this.#listeners)) this.#socket.off(event, listener);
    this.#tools.toNode(this.#socket, bytes);
  }

  #closed(): void {
    const current = this.#current;
    this.#current = null;
    if (current?.complete === false) current.abort();
    this.res?.close();
    for (let bytes = this.#takeWaiting(); bytes.length > 0; ) {
      const head = this.#heads.read(bytes);
      if (head === null) return;
      const req = new FastRequest(head, this.#socket);
      this.#tools.dropped(req, new FastAnswer(req, 0, () => {}));
      bytes = bytes.subarray(head.end + head.length);
    }
  }
}
