import type { Socket } from "node:net";
import type { Handle } from "../../request/handle.ts";
import { HeaderLines } from "../../wire/header-lines.ts";
import type { Connection } from "../connections.ts";
import { FastAnswer } from "./fast-answer.ts";
import { FastRequest } from "./fast-request.ts";
import { readHead } from "./request-head.ts";

/** What all fast connections of a server share. */
export interface FastTools {
  /** What answers a POST of this path; null if it is none of the hot paths. */
  readonly handleFor: (url: string) => Handle | null;
  /** Takes over a connection, with bytes that were read from it. */
  readonly toNode: (socket: Socket, bytes: Buffer) => void;
  /** For each request whose turn never came. */
  readonly dropped: Handle;
  /** Seconds. */
  readonly keepAlive: number;
  readonly isClosing: () => boolean;
}

/**
 * How much is read of requests that wait for their turn, in bytes. A connection that is not read tells no one when its client
 * leaves.
 */
const MOST_AHEAD = 1 << 20;
const NOTHING = Buffer.alloc(0);

/** A client's connection, as long as all of its requests are plain ones for the hot paths. */
export class FastConnection implements Connection {
  req: FastRequest | null = null;
  res: FastAnswer | null = null;
  readonly ahead = null;
  /** For how many looks it has been idle. */
  quiet = 0;
  readonly #socket: Socket;
  readonly #tools: FastTools;
  /** The request whose body or answer is not over. */
  #current: FastRequest | null = null;
  /** Whether its answer is under way. */
  #busy = false;
  /** What the client has sent behind the current request. */
  #waiting: Buffer[] = [];
  #waitingLength = 0;
  readonly #lines = new HeaderLines();
  readonly #listeners: Readonly<Record<"data" | "end" | "close" | "drain" | "error", (bytes: Buffer) => void>>;

  constructor(socket: Socket, tools: FastTools) {
    this.#socket = socket;
    this.#tools = tools;
    this.#listeners = {
      data: (bytes) => this.#receive(bytes),
      end: () => socket.end(),
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

  #receive(bytes: Buffer): void {
    this.quiet = 0;
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
    const head = readHead(bytes, this.#lines);
    const handle = head?.method === "POST" ? this.#tools.handleFor(head.url) : null;
    if (head === null || handle === null) {
      this.#leave(bytes);
      return;
    }
    const req = new FastRequest(head, this.#socket);
    const res = new FastAnswer(req, this.#tools.keepAlive, () => this.#answered(res));
    this.#current = this.req = req;
    this.#busy = true;
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
    if (this.#current?.complete === false) this.#current.dump();
    else this.#next();
  }

  #next(): void {
    this.#current = null;
    if (this.#waitingLength > 0) this.#begin(this.#takeWaiting());
  }

  #wait(bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#waitingLength += bytes.length;
    if (this.#waitingLength > MOST_AHEAD) this.#socket.pause();
  }

  #takeWaiting(): Buffer {
    const bytes = this.#waiting.length === 1 ? (this.#waiting[0] ?? NOTHING) : Buffer.concat(this.#waiting);
    if (this.#waitingLength > MOST_AHEAD) this.#socket.resume();
    this.#waiting = [];
    this.#waitingLength = 0;
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
      const head = readHead(bytes, this.#lines);
      if (head === null) return;
      const req = new FastRequest(head, this.#socket);
      this.#tools.dropped(req, new FastAnswer(req, 0, () => {}));
      bytes = bytes.subarray(head.end + head.length);
    }
  }
}
