import type { IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";

/** A client's request, as far as it is used here. Node's `IncomingMessage` is one. */
export interface ClientRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersionMinor: number;
  readonly headers: IncomingHttpHeaders;
  /** Alternating names and values, as they were sent. */
  readonly rawHeaders: readonly string[];
  /** Whether all of its body has been received. */
  readonly complete: boolean;
  readonly destroyed: boolean;
  readonly socket: { readonly remoteAddress?: string | undefined; readonly remotePort?: number | undefined };
  on(event: "data", take: (chunk: Buffer) => void): unknown;
  on(event: "end" | "close", take: () => void): unknown;
  on(event: "error", take: (error: Error) => void): unknown;
  once(event: "end" | "close", take: () => void): unknown;
  off(event: "data", take: (chunk: Buffer) => void): unknown;
  off(event: "end", take: () => void): unknown;
  off(event: "error", take: (error: Error) => void): unknown;
  listenerCount(event: "error"): number;
  emit(event: "error", error: Error): unknown;
  pause(): unknown;
  resume(): unknown;
  isPaused(): boolean;
}

/** The answer to a client's request, as far as it is used here. Node's `ServerResponse` is one. */
export interface ClientAnswer {
  readonly req: ClientRequest;
  readonly headersSent: boolean;
  statusCode: number;
  /** Whether its connection is gone, or no longer its own. */
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  readonly writableNeedDrain: boolean;
  /** Whether all of it has been given to the system. */
  readonly writableFinished: boolean;
  /** Whether the connection may take another request. */
  shouldKeepAlive: boolean;
  readonly socket: Socket | null;
  setHeader(name: string, value: string | number): unknown;
  getHeaders(): Readonly<Record<string, number | string | readonly string[] | undefined>>;
  /** `headers`: alternating names and values. */
  writeHead(status: number, headers: string[]): ClientAnswer;
  flushHeaders(): void;
  /** false if the client does not take as much as is written: wait for "drain". */
  write(chunk: Buffer | string, written?: () => void): boolean;
  end(chunk?: Buffer | string): ClientAnswer;
  destroy(): unknown;
  emit(event: "close" | "drain"): boolean;
  once(event: "close" | "drain", take: () => void): unknown;
}
