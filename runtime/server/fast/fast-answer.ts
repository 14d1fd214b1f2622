import { EventEmitter } from "node:events";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ClientAnswer } from "../../client.ts";
import type { FastRequest } from "./fast-request.ts";
import { httpDate } from "./http-date.ts";

/** Above it, in bytes, a copy costs more than the writes that it saves. */
const MOST_COPIED = 16_384;
const NOTHING = Buffer.alloc(0);
const LINE_END = "\r\n";
const LAST_CHUNK = "0\r\n\r\n";
const INVALID = /[^\t\x20-\x7e\x80-\xff]/;

/** The answer to a `FastRequest`. It has of Node's what `ClientAnswer` says, and writes the same bytes. */
export class FastAnswer extends EventEmitter implements ClientAnswer {
  readonly req: FastRequest;
  readonly socket: Socket;
  statusCode = 200;
  headersSent = false;
  destroyed = false;
  writableEnded = false;
  writableFinished = false;
  shouldKeepAlive = true;
  /** Seconds, for the client to know. */
  readonly #keepAlive: number;
  readonly #finished: () => void;
  /** Headers that were set before the others. */
  readonly #early: string[] = [];
  /** The head, until it is written. */
  #head = "";
  #chunked = false;

  /** @param finished called when the system has taken all of it */
  constructor(req: FastRequest, keepAlive: number, finished: () => void) {
    super();
    this.req = req;
    this.socket = req.socket;
    this.#keepAlive = keepAlive;
    this.#finished = finished;
  }

  get writableNeedDrain(): boolean {
    return this.socket.writableNeedDrain;
  }

  setHeader(name: string, value: string | number): this {
    this.#early.push(name, String(value));
    return this;
  }

  getHeaders(): Readonly<Record<string, string>> {
    const entries: [string, string][] = [];
    for (let i = 0; i + 1 < this.#early.length; i += 2) entries.push([this.#early[i] ?? "", this.#early[i + 1] ?? ""]);
    return Object.fromEntries(entries);
  }

  writeHead(status: number, headers: readonly string[]): this {
    if (this.headersSent) throw new Error("The head of the answer was sent before.");
    this.headersSent = true;
    this.statusCode = status;
    let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "unknown"}\r\n`;
    let length = status === 204 || status === 304;
    const all = this.#early.length === 0 ? headers : [...this.#early, ...headers];
    for (let i = 0; i + 1 < all.length; i += 2) {
      const name = all[i] ?? "";
      const value = all[i + 1] ?? "";
      if (INVALID.test(value))
        throw new Error(`The header ${name} cannot be sent: it has a character that HTTP does not allow.`);
      if (name === "content-length") length = true;
      text += `${name}: ${value}\r\n`;
    }
    text += `Date: ${httpDate()}\r\n`;
    text += this.shouldKeepAlive
      ? `Connection: keep-alive\r\nKeep-Alive: timeout=${this.#keepAlive}\r\n`
      : "Connection: close\r\n";
    this.#chunked = !length;
    this.#head = length ? `${text}\r\n` : `${text}Transfer-Encoding: chunked\r\n\r\n`;
    return this;
  }

  flushHeaders(): void {
    if (!this.headersSent) this.writeHead(this.statusCode, []);
    if (this.#head !== "") this.#write(this.#takeHead(), NOTHING, "", undefined);
  }

  write(chunk: Buffer | string, written?: () => void): boolean {
    if (!this.headersSent) this.writeHead(this.statusCode, []);
    const body = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    if (body.length === 0 || this.writableEnded || this.destroyed) {
      if (written !== undefined) process.nextTick(written);
      return true;
    }
    const head = this.#takeHead();
    return this.#chunked
      ? this.#write(`${head}${body.length.toString(16)}\r\n`, body, LINE_END, written)
      : this.#write(head, body, "", written);
  }

  end(chunk: Buffer | string = NOTHING): this {
    if (this.writableEnded) return this;
    const body = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    if (!this.headersSent) this.writeHead(this.statusCode, ["content-length", String(body.length)]);
    this.writableEnded = true;
    if (this.destroyed) return this;
    const head = this.#takeHead();
    if (!this.#chunked) this.#write(head, body, "", this.#finished);
    else if (body.length === 0) this.#write(head, body, LAST_CHUNK, this.#finished);
    else this.#write(`${head}${body.length.toString(16)}\r\n`, body, LINE_END + LAST_CHUNK, this.#finished);
    return this;
  }

  destroy(): this {
    this.socket.destroy();
    return this;
  }

  /** It is over: the system has taken all of it, or the connection is gone. */
  close(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit("close");
  }

  #takeHead(): string {
    const head = this.#head;
    this.#head = "";
    return head;
  }

  #write(before: string, body: Buffer, after: string, written: (() => void) | undefined): boolean {
    const { socket } = this;
    if (body.length <= MOST_COPIED) {
      const bytes = Buffer.allocUnsafe(before.length + body.length + after.length);
      put(before, bytes, 0);
      body.copy(bytes, before.length);
      put(after, bytes, before.length + body.length);
      return socket.write(bytes, written);
    }
    socket.cork();
    if (before !== "") socket.write(before, "latin1");
    const flows = socket.write(body, after === "" ? written : undefined);
    const all = after === "" ? flows : socket.write(after, "latin1", written);
    socket.uncork();
    return all;
  }
}

/** In characters: a longer text is copied faster by Node than by a loop. */
const SHORT = 32;

function put(text: string, bytes: Buffer, at: number): void {
  if (text.length > SHORT) bytes.write(text, at, "latin1");
  else for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
