import { type BodyStream, type Upstream, type UpstreamEvents, UpstreamFailure } from "../../runtime/wire/upstream.ts";
import { deferred } from "./deferred.ts";

/** One request to an upstream, and what came of it. */
export interface ExchangeLog {
  /** In order: `head 200`, `data abc`, `complete`, `connection`/`timeout`/`protocol`. */
  readonly events: readonly string[];
  /** Of the answer: alternating names and values. */
  headers: readonly string[];
  /** Bytes of the body so far. */
  readonly length: () => number;
  /** What is answered to headers and data; false pauses. */
  flowing: boolean;
  /** Called with each piece of the body. */
  onData: ((chunk: Buffer) => void) | null;
  resume(): void;
  abort(reason?: Error): void;
  /** Settles with the last event. */
  readonly end: Promise<string>;
  /** What `onError` was given. */
  readonly failure: () => UpstreamFailure | null;
  /** Settles when the answer's head is there. */
  readonly answered: Promise<void>;
}

export interface SentRequest {
  readonly path?: string;
  readonly body?: Buffer | BodyStream | null;
  /** POST where there is a body, else GET. */
  readonly method?: string;
  readonly once?: boolean;
}

export function request(
  upstream: Upstream,
  { path = "/v1/x", body = null, method, once = false }: SentRequest = {},
): ExchangeLog {
  const events: string[] = [];
  const end = deferred<string>();
  const answered = deferred();
  let length = 0;
  let failed: UpstreamFailure | null = null;
  let resumeIt: (() => void) | null = null;
  let abortIt: ((reason?: Error) => void) | null = null;
  const last = (event: string): void => {
    events.push(event);
    end.resolve(event);
  };
  const log: ExchangeLog = {
    events,
    headers: [],
    length: () => length,
    flowing: true,
    onData: null,
    resume: () => resumeIt?.(),
    abort: (reason) => abortIt?.(reason),
    end: end.promise,
    failure: () => failed,
    answered: answered.promise,
  };
  const handler: UpstreamEvents = {
    onConnect(abort) {
      abortIt = abort;
    },
    onHeaders(status, headers, resume) {
      log.headers = headers;
      resumeIt = resume;
      events.push(`head ${status}`);
      answered.resolve();
      return log.flowing;
    },
    onData(chunk) {
      length += chunk.length;
      if (chunk.length < 100) events.push(`data ${chunk.toString("latin1")}`);
      log.onData?.(chunk);
      return log.flowing;
    },
    onComplete: () => last("complete"),
    onError(error) {
      if (error instanceof UpstreamFailure) failed = error;
      last(error instanceof UpstreamFailure ? error.kind : `no failure: ${error}`);
    },
  };
  const payload = Buffer.isBuffer(body) ? { pieces: [body], length: body.length } : body;
  upstream.dispatch(
    { method: method ?? (body === null ? "GET" : "POST"), path, headers: ["x-a", "b"], body: payload, once },
    handler,
  );
  return log;
}
