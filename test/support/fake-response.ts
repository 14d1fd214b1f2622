import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";

/** What a client would have got, and the say over when its connection takes more. */
export interface FakeResponse {
  readonly response: ServerResponse;
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
  const emitter = new EventEmitter();
  const fake = Object.assign(emitter, {
    headersSent: false,
    destroyed: false,
    writeHead(status: number) {
      if (fake.headersSent) throw new Error("The head was sent twice.");
      fake.headersSent = true;
      calls.push(`head ${status}`);
    },
    write(chunk: Buffer) {
      calls.push(`write ${chunk}`);
      text += chunk;
      return result.takes;
    },
    end(chunk?: Buffer) {
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
    text: () => text,
    takes: true,
    drain: () => void emitter.emit("drain"),
  };
  return result;
}

/** After all that waits for the end of the current step. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
