import type { Socket } from "node:net";
import type { RequestContext } from "../../context.ts";
import type { HttpBackend } from "../../contract.ts";
import { classify } from "../../failure/classify.ts";
import type { HeldAnswer } from "../../failure/held-answer.ts";
import { type Outcome, reasonOf } from "../../failure/outcome.ts";
import { addOwnHeaders, sendAnswer, sendError } from "../../relay/answer.ts";
import type { ExchangeTools } from "../../request/exchange.ts";
import { failureOf } from "../../request/failure.ts";
import { redactOutcome } from "../../request/redact-outcome.ts";
import { restAfter } from "../../routing/rest-after.ts";
import { type Attempt, targetName } from "../../targets/attempt.ts";
import { headersUp } from "../../wire/headers.ts";
import { dial } from "./dial.ts";
import type { Early } from "./early.ts";
import type { Offer } from "./offer.ts";
import { tunnel } from "./tunnel.ts";

export interface RealtimeInput {
  readonly tools: ExchangeTools;
  readonly context: RequestContext;
  /** Of HTTP backends, and never empty. */
  readonly attempts: readonly Attempt[];
  readonly offer: Offer;
  readonly query: URLSearchParams;
  readonly socket: Socket;
  /** What the client sent behind its request. */
  readonly early: Early;
}

/** Asks targets for a WebSocket, each once, until one opens; from then on the two ends are one connection. */
export class RealtimeRun {
  readonly #input: RealtimeInput;
  #rest: readonly Attempt[];
  /** The one that is being asked. */
  #attempt: Attempt | null = null;
  #giveUp: (() => void) | null = null;
  #startedAt = 0;
  #hops = 0;

  constructor(input: RealtimeInput) {
    this.#input = input;
    const { limits, health } = input.tools;
    this.#rest = limits.enabled ? health.order(input.attempts) : input.attempts;
  }

  start(): void {
    const [attempt, ...rest] = this.#rest;
    if (attempt === undefined) return;
    this.#rest = rest;
    this.#attempt = attempt;
    const { tools, context } = this.#input;
    // Others were left out before.
    const backend = attempt.endpoint.backend as HttpBackend;
    const { connect, header, total } = backend.timeouts;
    context.attempts++;
    context.target = nameOf(attempt);
    this.#startedAt = tools.clock.now();
    tools.health.started(attempt);
    this.#giveUp = dial(
      {
        origin: backend.origin,
        path: `${attempt.endpoint.path}/realtime${this.#query(attempt)}`,
        headers: this.#headers(attempt),
        connectTimeout: connect * 1000,
        answerTimeout:
          header === null && total === null ? null : Math.min(header ?? Infinity, total ?? Infinity) * 1000,
        clock: tools.clock,
      },
      {
        opened: (headers, socket, head) => this.#open(attempt, headers, socket, head),
        failed: (outcome, answer) => this.#failed(attempt, outcome, answer),
      },
    );
  }

  /** The client has gone. */
  cancel(): void {
    const attempt = this.#attempt;
    if (attempt === null) return;
    this.#attempt = null;
    this.#giveUp?.();
    this.#input.tools.health.released(attempt);
    this.#record(attempt, null, "cancelled");
  }

  #open(attempt: Attempt, headers: string[], upstream: Socket, upstreamHead: Buffer): void {
    const { tools, context, socket, early } = this.#input;
    this.#attempt = null;
    tools.health.succeeded(attempt);
    this.#record(attempt, 101, "ok");
    if (socket.destroyed) {
      upstream.destroy();
      return;
    }
    const { res } = context;
    res.writeHead(101, [...addOwnHeaders(headers, context), "connection", "Upgrade", "upgrade", "websocket"]);
    res.end();
    res.detachSocket(socket);
    if (upstreamHead.length > 0) socket.write(upstreamHead);
    const head = early.take();
    if (head.length > 0) upstream.write(head);
    tunnel(socket, upstream);
  }

  #failed(attempt: Attempt, told: Outcome, answer: HeldAnswer | null): void {
    const { tools, context } = this.#input;
    this.#attempt = null;
    const outcome = redactOutcome(told, attempt.endpoint.instance.secret);
    const verdict = classify(outcome);
    tools.health.failed(attempt, outcome);
    this.#rest = tools.health.order(restAfter({ verdict, outcome, failed: attempt, rest: this.#rest }));
    const status = outcome.kind === "status" ? outcome.status : null;
    const { enabled, maxFailoverHops } = tools.limits;
    const next = enabled && verdict !== "final" && this.#rest.length > 0 && this.#hops++ < maxFailoverHops;
    this.#record(attempt, status, reasonOf(outcome));
    tools.log.warn("attempt_failed", {
      id: context.id,
      target: nameOf(attempt),
      reason: reasonOf(outcome),
      status,
      next: next ? "advance" : "finish",
    });
    if (next) {
      this.start();
      return;
    }
    const failure = failureOf({ outcome, verdict, answer, attempt });
    if (failure.kind === "answer") sendAnswer(context, failure.answer);
    else sendError(context, failure.error);
  }

  #query({ model }: Attempt): string {
    const query = new URLSearchParams(this.#input.query);
    if (model !== "") query.set("model", model);
    return query.size === 0 ? "" : `?${query}`;
  }

  #headers({ endpoint }: Attempt): readonly string[] {
    const { context, offer } = this.#input;
    const { "sec-websocket-protocol": _, "content-type": __, ...client } = context.req.headers;
    const headers = headersUp({ ...client, "content-type": "" }, endpoint.headers, endpoint.keptBack);
    const at = headers.indexOf("content-type");
    if (at >= 0) headers.splice(at, 2);
    if (offer.protocols !== "") headers.push("sec-websocket-protocol", offer.protocols);
    headers.push("connection", "Upgrade", "upgrade", "websocket");
    return headers;
  }

  #record(attempt: Attempt, status: number | null, reason: string): void {
    const ms = this.#input.tools.clock.now() - this.#startedAt;
    this.#input.context.tried.push({ target: nameOf(attempt), status, reason, ms });
  }
}

/** `openai:gpt-realtime`; without a model, `openai`. */
function nameOf(attempt: Attempt): string {
  return attempt.model === "" ? attempt.endpoint.label : targetName(attempt);
}
