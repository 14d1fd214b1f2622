import { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { RequestContext } from "../../context.ts";
import type { HttpBackend } from "../../contract/http-backend.ts";
import type { HeldAnswer } from "../../failure/held-answer.ts";
import type { Outcome } from "../../failure/outcome.ts";
import { addOwnHeaders } from "../../relay/answer.ts";
import { type Asker, AttemptLoop, type AttemptTools } from "../../request/attempt-loop.ts";
import type { Failure } from "../../request/failure.ts";
import { sendFailure } from "../../request/send-failure.ts";
import { limitsOf } from "../../routing/limits.ts";
import type { Attempt } from "../../targets/attempt.ts";
import { pathAt } from "../../targets/endpoint.ts";
import { headersUp } from "../../wire/headers.ts";
import type { Dial, DialEvents } from "./dial.ts";
import type { Early } from "./early.ts";
import type { Offer } from "./offer.ts";
import { tunnel } from "./tunnel.ts";

/** What the two sides of a WebSocket agree on by themselves. */
const HANDSHAKE = ["sec-websocket-key", "sec-websocket-version"] as const;
/** Compression, which is the only one there is: in what is compressed, nothing can be hidden. */
const WITH_EXTENSIONS = [...HANDSHAKE, "sec-websocket-extensions"] as const;

export interface RealtimeInput {
  readonly tools: AttemptTools;
  readonly dial: Dial;
  readonly context: RequestContext;
  /** Of HTTP backends, and never empty. */
  readonly attempts: readonly Attempt[];
  readonly offer: Offer;
  readonly query: URLSearchParams;
  readonly socket: Socket;
  /** What the client sent after its request. */
  readonly early: Early;
}

/** Requests a WebSocket from targets until one opens it; then the two connections are joined. */
export class RealtimeRun implements Asker, DialEvents {
  readonly #input: RealtimeInput;
  readonly #loop: AttemptLoop;
  /** null while no attempt is in progress. */
  #giveUp: (() => void) | null = null;

  constructor(input: RealtimeInput) {
    this.#input = input;
    this.#loop = new AttemptLoop(input.tools, input.context, input.attempts, this);
  }

  start(): void {
    this.#loop.start();
  }

  /** The client has left. */
  cancel(): void {
    this.#drop();
    this.#loop.abandon("cancelled");
  }

  ask(attempt: Attempt): void {
    const { dial, tools } = this.#input;
    const { endpoint } = attempt;
    // Other kinds were left out before.
    const { ca } = endpoint.backend as HttpBackend;
    this.#loop.begin(attempt);
    this.#giveUp = dial(
      {
        origin: endpoint.address,
        ca,
        path: pathAt(endpoint, `/realtime${this.#query(attempt)}`, attempt.model),
        headers: this.#headers(attempt),
        ...this.#timeouts(attempt),
        clock: tools.clock,
        masks: endpoint.masks,
      },
      this,
    );
  }

  opened(headers: string[], upstream: Socket, upstreamHead: Buffer): void {
    const { context, socket, early } = this.#input;
    this.#giveUp = null;
    this.#loop.output();
    this.#loop.answered(101);
    if (socket.destroyed) {
      upstream.destroy();
      return;
    }
    const { res } = context;
    res.writeHead(101, [...addOwnHeaders(headers, context), "connection", "Upgrade", "upgrade", "websocket"]);
    res.end();
    // Only one of Node's own can be asked for a WebSocket.
    if (res instanceof ServerResponse) res.detachSocket(socket);
    const masks = this.#loop.current?.endpoint.masks ?? null;
    if (upstreamHead.length > 0) upstream.unshift(upstreamHead);
    const head = early.take();
    if (head.length > 0) upstream.write(head);
    tunnel(socket, upstream, masks);
  }

  failed(outcome: Outcome, answer: HeldAnswer | null): void {
    this.#giveUp = null;
    this.#loop.failed(outcome, answer);
  }

  waits(): void {}

  exhausted(failure: Failure): void {
    this.#drop();
    sendFailure(this.#input.context, failure);
  }

  /** The same limits as for any request, but that of the whole answer ends with the answer's headers. */
  #timeouts({ endpoint, rules }: Attempt): { readonly connectTimeout: number; readonly answerTimeout: number | null } {
    const { timeouts } = endpoint.backend;
    const { mayAdvance, budgetLeft } = this.#loop;
    const { header, total } = limitsOf({ timeouts, rules, legFirstToken: null, hasNext: mayAdvance, budgetLeft });
    const connect = rules?.timeouts?.connect ?? timeouts.connect;
    return {
      connectTimeout: connect * 1000,
      answerTimeout: header === null && total === null ? null : Math.min(header ?? Infinity, total ?? Infinity),
    };
  }

  #query({ model }: Attempt): string {
    const query = new URLSearchParams(this.#input.query);
    if (model !== "") query.set("model", model);
    return query.size === 0 ? "" : `?${query}`;
  }

  #headers({ endpoint }: Attempt): readonly string[] {
    const { context, offer } = this.#input;
    const { headers: client } = context.req;
    const headers = headersUp({ ...client, "content-type": "" }, endpoint.headers, endpoint.forwards);
    const at = headers.indexOf("content-type");
    if (at >= 0) headers.splice(at, 2);
    for (const name of endpoint.masks === null ? WITH_EXTENSIONS : HANDSHAKE) {
      const value = client[name];
      if (value !== undefined) headers.push(name, value);
    }
    if (offer.protocols !== "") headers.push("sec-websocket-protocol", offer.protocols);
    headers.push("connection", "Upgrade", "upgrade", "websocket");
    return headers;
  }

  #drop(): void {
    const giveUp = this.#giveUp;
    this.#giveUp = null;
    giveUp?.();
  }
}
