import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";

/** What a client would have got, and the say over when its connection takes more. */
export interface FakeResponse {
  readonly response: ServerResponse;
  /** The answer's status; 200 before there is one. */
  readonly status: () => number;
  /** A header of the answer. */
  readonly header: (name: string) => string | null;
  /** In order: `head 200`, `write …`, `end …`, `destroy`. */
  readonly calls: readonly string[];
  /** All that was written, as text. */
  readonly text: () => string;
  /** What `write` answers; false asks to hold back. */
  takes: boolean;
  /** It takes more again. */
  drain(): void;
}

export function fakeResponse(): FakeResponse {
  const calls: string[] = [];
  let text = "";
  let headers: readonly string[] = [];
  const emitter = new EventEmitter();
  const fake = Object.assign(emitter, {
    req: { httpVersionMinor: 1 },
    statusCode: 200,
    headersSent: false,
    destroyed: false,
    writableEnded: false,
    writableNeedDrain: false,
    writeHead(status: number, given: readonly string[] = []) {
      if (fake.headersSent) throw new Error("The head was sent twice.");
      fake.headersSent = true;
      fake.statusCode = status;
      headers = given;
      calls.push(`head ${status}`);
    },
    write(chunk: Buffer, sent?: () => void) {
      calls.push(`write ${chunk}`);
      text += chunk;
      sent?.();
      return result.takes;
    },
    flushHeaders() {},
    detachSocket() {},
    end(chunk?: Buffer) {
      if (fake.writableEnded) throw new Error("The answer was ended twice.");
      fake.writableEnded = true;
      calls.push(`end ${chunk ?? ""}`);
      text += chunk ?? "";
    },
    destroy() {
      fake.destroyed = true;
      calls.push("destroy");
    },
  });
  const result: FakeResponse = {
    response: fake as unknown as ServerResponse,
    calls,
    status: () => fake.statusCode,
    header: (name) => headers[headers.indexOf(name) + 1 || headers.length] ?? null,
    text: () => text,
    takes: true,
    drain: () => void emitter.emit("drain"),
  };
  return result;
}

/** After all that waits for the end of the current step. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
