import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock, Timer } from "../clock.ts";
import { refuse, writeCold } from "../cold-route.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import { headersDown, headersUp, headerText } from "../relay/headers.ts";
import { redactAnswer } from "../relay/redact-answer.ts";
import type { PreparedEndpoint } from "../routing/prepared-endpoint.ts";
import { type Payload, type UpstreamEvents, UpstreamFailure } from "../upstream/upstream.ts";

export interface Forwarding {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly endpoint: PreparedEndpoint;
  readonly method: "GET" | "POST" | "DELETE";
  /** Path and query below the backend's own: `/responses/resp_1?stream=true`. */
  readonly path: string;
  readonly body: Payload | null;
  /** The value of `x-request-id`. */
  readonly requestId: string;
  readonly clock: Clock;
}

/** A larger error is no message. */
const ERROR_LIMIT = 1 << 20;

/** Sends a request to the one upstream that can answer it, and its answer to the client as it comes. */
export function forward(forwarding: Forwarding): void {
  const { request, endpoint, method, path, body } = forwarding;
  const headers = headersUp(request.headers, endpoint.headers, endpoint.keptBack);
  const events = new Passage(forwarding);
  endpoint.upstream.dispatch({ method, path: endpoint.path + path, headers, body }, events);
}

class Passage implements UpstreamEvents {
  readonly #forwarding: Forwarding;
  #abort: (() => void) | null = null;
  #deadline: Timer | null = null;
  #late = false;
  /** Of an error, which is looked through before it is passed on. */
  #error: { readonly status: number; readonly headers: string[]; readonly pieces: Buffer[] } | null = null;
  #errorLength = 0;

  constructor(forwarding: Forwarding) {
    this.#forwarding = forwarding;
  }

  onConnect(abort: (reason?: Error) => void): void {
    const { response, endpoint, clock } = this.#forwarding;
    this.#abort = () => abort();
    response.once("close", () => {
      if (!response.writableFinished) abort();
    });
    const { header, total } = endpoint.backend.timeouts;
    const seconds = Math.min(header ?? Number.POSITIVE_INFINITY, total ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(seconds)) this.#deadline = clock.setTimer(seconds * 1000, () => this.#timeOut());
  }

  onHeaders(status: number, raw: readonly string[], resume: () => void): boolean {
    if (status < 200) return true;
    this.#deadline?.cancel();
    const { response, endpoint, requestId } = this.#forwarding;
    const { pass } = headersDown(raw);
    pass.push("x-request-id", requestId, "x-turnout-route", headerText(endpoint.label));
    if (status >= 300 && status < 400) {
      this.#refuse(gatewayError("upstream_invalid", `The upstream of ${endpoint.label} redirects.`));
      this.#abort?.();
    } else if (status >= 400) this.#error = { status, headers: pass, pieces: [] };
    else {
      response.writeHead(status, pass);
      response.on("drain", resume);
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    const { response } = this.#forwarding;
    if (this.#error === null) return response.destroyed || response.writableEnded || response.write(chunk);
    this.#errorLength += chunk.length;
    if (this.#errorLength <= ERROR_LIMIT) this.#error.pieces.push(chunk);
    return true;
  }

  onComplete(): void {
    const { response, endpoint } = this.#forwarding;
    if (this.#error !== null) {
      const { status, headers, pieces } = this.#error;
      const answer = redactAnswer({ status, headers, body: Buffer.concat(pieces) }, endpoint.instance.secret);
      response.writeHead(status, [...answer.headers, "content-length", String(answer.body.length)]);
      response.end(answer.body);
    } else response.end();
  }

  onError(error: Error): void {
    this.#deadline?.cancel();
    const { response, endpoint } = this.#forwarding;
    // With the head gone, a broken connection is the only honest sign.
    if (response.headersSent) {
      if (!response.writableEnded) response.destroy();
      return;
    }
    const { label } = endpoint;
    const timely = error instanceof UpstreamFailure && error.kind === "timeout";
    this.#refuse(
      timely || this.#late
        ? gatewayError("upstream_timeout", `The upstream of ${label} did not answer in time.`)
        : gatewayError("upstream_unreachable", `The upstream of ${label} could not be reached.`),
    );
  }

  #timeOut(): void {
    this.#late = true;
    this.#abort?.();
  }

  #refuse(error: GatewayError): void {
    const { response, requestId } = this.#forwarding;
    if (!response.destroyed && !response.writableEnded) writeCold(response, refuse(error), requestId);
  }
}
