import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { RequestContext } from "../../runtime/context.ts";
import type { Capture } from "../../runtime/observe/capture/capture.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import type { UpstreamEvents, UpstreamRequest } from "../../runtime/wire/upstream.ts";
import { attemptFor } from "./attempts.ts";
import { type Mailbox, mailbox } from "./deferred.ts";

/** What a handler is given: one request that a capture has seen. */
export interface Captured {
  readonly context: RequestContext;
  readonly body: Buffer;
  readonly capture: Capture;
}

export interface CaptureServer {
  readonly url: string;
  /** Has a value for each response that is over. */
  readonly over: Mailbox<string>;
}

/** A server whose every request goes through a capture and then to `handler`. Ends with the test. */
export async function captureServer(capture: Capture, handler: (request: Captured) => void): Promise<CaptureServer> {
  let number = 0;
  const over = mailbox<string>();
  const server = createServer((req, res) => {
    const pieces: Buffer[] = [];
    req.on("data", (piece: Buffer) => pieces.push(piece));
    req.on("end", () => {
      const body = Buffer.concat(pieces);
      const context: RequestContext = {
        id: `req_${++number}`,
        req,
        res,
        frontend: chatEndpoint,
        startedAt: 0,
        model: "my-model",
        session: null,
        target: "",
        attempts: 0,
        tried: [],
        warnings: [],
        targetWarnings: [],
        brokeOff: false,
        replay: null,
        address: "127.0.0.1",
        key: "",
      };
      capture.received(context, { pieces, length: body.length });
      res.once("close", () => over.put(context.id));
      handler({ context, body, capture });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, over };
}

/** What an attempt's receiver was told, in order. */
export interface Receiver extends UpstreamEvents {
  readonly told: string[];
  abort(): void;
}

export function receiver(): Receiver {
  const told: string[] = [];
  let abortIt: (() => void) | null = null;
  return {
    told,
    abort: () => abortIt?.(),
    onConnect(abort) {
      abortIt = abort;
    },
    onHeaders(status) {
      told.push(`head ${status}`);
      return false;
    },
    onData(chunk) {
      told.push(`data ${chunk}`);
      return false;
    },
    onComplete: () => void told.push("complete"),
    onError: (error) => void told.push(`error ${error.message}`),
  };
}

export function upstreamRequest(body: string, headers: readonly string[] = []): UpstreamRequest {
  const bytes = Buffer.from(body);
  return {
    method: "POST",
    path: "/v1/chat/completions",
    headers: ["content-type", "application/json", ...headers],
    body: { pieces: [bytes], length: bytes.length },
  };
}

/** An attempt with a key. */
export function keyedAttempt(name: string, keyName: string, secret: string) {
  const attempt = attemptFor(name);
  const instance = { ...attempt.endpoint.instance, keyName, secret };
  return { ...attempt, endpoint: { ...attempt.endpoint, instance } };
}
