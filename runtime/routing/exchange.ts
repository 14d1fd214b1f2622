import type { Clock, Timer } from "../clock.ts";
import type { Settings } from "../contract.ts";
import { type GatewayError, gatewayError, INTERNAL } from "../errors.ts";
import type { Logger } from "../log/logger.ts";
import { type HeldAnswer, sendAnswer, sendError } from "../relay/answer.ts";
import { headersUp } from "../relay/headers.ts";
import { redactAnswer } from "../relay/redact-answer.ts";
import { Relay, type RelayOwner } from "../relay/relay.ts";
import type { RequestContext } from "../request/context.ts";
import { editsFor } from "../request/edits.ts";
import type { Body } from "../request/read-model.ts";
import { writeBody } from "../request/write-body.ts";
import { classify, type Outcome } from "./classify.ts";
import type { Attempt } from "./expand.ts";
import { nextStep } from "./next-step.ts";

export interface ExchangeTools {
  readonly limits: Settings["failure"];
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

const UNWRITABLE = gatewayError(
  "invalid_json",
  "The request body could not be read as JSON, or it nests too deep for its parameters to be set.",
);

/** One request's attempts, one after the other, until one of them answers. */
export class Exchange implements RelayOwner {
  readonly context: RequestContext;
  readonly #tools: ExchangeTools;
  readonly #body: Body;
  readonly #attempts: readonly Attempt[];
  #index = 0;
  #retried = 0;
  #relay: Relay | null = null;
  #wait: Timer | null = null;
  #gone = false;

  constructor(tools: ExchangeTools, context: RequestContext, body: Body, attempts: readonly Attempt[]) {
    this.#tools = tools;
    this.context = context;
    this.#body = body;
    this.#attempts = attempts;
  }

  /** Sends the request to the target whose turn it is. A defect of ours costs this request and no other. */
  start(): void {
    try {
      this.#send();
    } catch (error) {
      this.#tools.log.error("internal_error", { id: this.context.id, message: String(error) });
      sendError(this.context, INTERNAL);
    }
  }

  #send(): void {
    const attempt = this.#attempts[this.#index];
    if (attempt === undefined || this.#gone) return;
    const { context } = this;
    const { endpoint, model, params } = attempt;
    const { backend } = endpoint;
    const payload = writeBody(this.#body, model, editsFor({ backend, frontend: context.frontend, model, params }));
    if (payload === null) {
      sendError(context, UNWRITABLE);
      return;
    }
    context.attempts++;
    context.target = targetName(attempt);
    const relay = new Relay(this);
    this.#relay = relay;
    if (backend.kind === "http" && backend.timeouts.total !== null) {
      relay.limit(this.#tools.clock.setTimer(backend.timeouts.total * 1000, () => relay.timeOut()));
    }
    endpoint.upstream.dispatch(
      {
        method: "POST",
        path: endpoint.path + context.frontend.upstreamPath,
        headers: headersUp(context.req.headers, endpoint.headers, endpoint.keptBack),
        body: payload,
      },
      relay,
    );
  }

  /** The client has gone: nothing goes on in its name. */
  cancel(): void {
    this.#gone = true;
    this.#wait?.cancel();
    this.#relay?.cancel();
  }

  failed(outcome: Outcome, answer: HeldAnswer | null): void {
    if (this.#gone) return;
    const { clock, random, limits, log } = this.#tools;
    const { context } = this;
    const step = nextStep({
      verdict: classify(outcome),
      hasNext: this.#index + 1 < this.#attempts.length,
      retried: this.#retried,
      hops: this.#index,
      elapsed: clock.now() - context.startedAt,
      random: random(),
      limits,
    });
    const status = outcome.kind === "status" ? outcome.status : null;
    log.warn("attempt_failed", {
      id: context.id,
      target: context.target,
      outcome: outcome.kind,
      status,
      next: step.kind,
    });
    if (step.kind === "retry") {
      this.#retried++;
      this.#wait = clock.setTimer(step.waitMs, () => this.start());
    } else if (step.kind === "advance") {
      this.#index++;
      this.#retried = 0;
      this.start();
    } else if (answer !== null) sendAnswer(context, redactAnswer(answer, this.#secret()));
    else sendError(context, errorFor(outcome, context.target));
  }

  #secret(): string | null {
    return this.#attempts[this.#index]?.endpoint.instance.secret ?? null;
  }
}

/** `openai:gpt-4o`, and with the instance where the backend has several: `openai.2:gpt-4o`. */
function targetName({ endpoint, model }: Attempt): string {
  return `${endpoint.label}:${model}`;
}

function errorFor(outcome: Outcome, target: string): GatewayError {
  switch (outcome.kind) {
    case "timeout":
      return gatewayError("upstream_timeout", `The upstream of ${target} did not answer in time.`);
    case "connection":
      return gatewayError("upstream_unreachable", `The upstream of ${target} could not be reached.`);
    default:
      return gatewayError("upstream_invalid", `The upstream of ${target} gave no answer that can be passed on.`);
  }
}
