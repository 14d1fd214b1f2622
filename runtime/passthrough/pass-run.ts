import type { Upload } from "../body/upload.ts";
import type { Timer } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import { type GatewayError, INTERNAL } from "../errors.ts";
import { classify } from "../failure/classify.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import { type Outcome, reasonOf } from "../failure/outcome.ts";
import { sendAnswer, sendError } from "../relay/answer.ts";
import type { ExchangeTools } from "../request/exchange.ts";
import { failureOf } from "../request/failure.ts";
import { redactOutcome } from "../request/redact-outcome.ts";
import type { Run } from "../request/run.ts";
import { limitsOf } from "../routing/limits.ts";
import { nextStep } from "../routing/next-step.ts";
import { restAfter } from "../routing/rest-after.ts";
import { type Attempt, targetName } from "../targets/attempt.ts";
import { headersUp } from "../wire/headers.ts";
import { isStream, type Payload } from "../wire/upstream.ts";
import { PassAnswer, type PassOwner } from "./pass-answer.ts";

export interface Passing {
  /** What stands behind the backend's own path: `/files?limit=2`. */
  readonly path: string;
  /** Never empty. An attempt with the model "" is one of a request that names none. */
  readonly attempts: readonly Attempt[];
  readonly bodyFor: (attempt: Attempt) => Payload | Upload | null | GatewayError;
  /** Whether it may be sent more than once. */
  readonly repeatable: boolean;
  /** Whether the request goes by a model: then the limit of the whole request is one of its answer too. */
  readonly byModel: boolean;
  /** Whether the body goes up as it came, Content-Encoding included. */
  readonly asItCame: boolean;
}

/** One request on its way through: attempts, one after the other, until one of them answers. */
export class PassRun implements Run, PassOwner {
  readonly context: RequestContext;
  readonly #tools: ExchangeTools;
  readonly #passing: Passing;
  #rest: readonly Attempt[];
  #attempt: Attempt | null = null;
  #answer: PassAnswer | null = null;
  #wait: Timer | null = null;
  #startedAt = 0;
  #retried = 0;
  #waited = 0;
  #hops = 0;
  #gone = false;

  constructor(tools: ExchangeTools, context: RequestContext, passing: Passing) {
    this.#tools = tools;
    this.context = context;
    this.#passing = passing;
    this.#rest = tools.limits.enabled && passing.byModel ? tools.health.order(passing.attempts) : passing.attempts;
  }

  start(): void {
    this.#attempt = this.#rest[0] ?? null;
    this.#rest = this.#rest.slice(1);
    this.#retried = 0;
    this.#waited = 0;
    this.#try();
  }

  /** The client has gone. */
  cancel(): void {
    this.#end(null);
  }

  /** What the client sends turned out to be wrong while it was on its way. */
  refuse(error: GatewayError): void {
    this.#end(error);
  }

  answered(): void {
    this.#answer = null;
    if (this.#attempt === null) return;
    if (this.#passing.byModel) this.#tools.health.succeeded(this.#attempt);
    this.#record(this.context.res.statusCode, "ok");
  }

  broke(told: Outcome): void {
    const attempt = this.#attempt;
    this.#answer = null;
    if (attempt === null) return;
    const outcome = redactOutcome(told, attempt.endpoint.instance.secret);
    if (this.#passing.byModel) this.#tools.health.failed(attempt, outcome);
    this.#record(this.context.res.statusCode, reasonOf(outcome));
    this.#tools.log.warn("answer_broke", { id: this.context.id, target: nameOf(attempt), reason: reasonOf(outcome) });
  }

  failed(told: Outcome, answer: HeldAnswer | null): void {
    const attempt = this.#attempt;
    this.#answer = null;
    if (this.#gone || attempt === null) return;
    const { clock, health, limits, log, random } = this.#tools;
    const outcome = redactOutcome(told, attempt.endpoint.instance.secret);
    const verdict = classify(outcome);
    if (this.#passing.byModel) {
      health.failed(attempt, outcome);
      this.#rest = health.order(restAfter({ verdict, outcome, failed: attempt, rest: this.#rest }));
    }
    const step = nextStep({
      verdict: this.#passing.repeatable ? verdict : "final",
      retryAfter: outcome.kind === "status" ? outcome.retryAfter : null,
      hasNext: this.#rest.length > 0,
      retried: this.#retried,
      waited: this.#waited,
      hops: this.#hops,
      elapsed: clock.now() - this.context.startedAt,
      random: random(),
      limits,
    });
    const status = outcome.kind === "status" ? outcome.status : null;
    const reason = reasonOf(outcome);
    this.#record(status, reason);
    log.warn("attempt_failed", { id: this.context.id, target: nameOf(attempt), reason, status, next: step.kind });
    if (step.kind === "retry") {
      if (step.hinted) this.#waited++;
      else this.#retried++;
      this.#wait = clock.setTimer(step.waitMs, () => this.#try());
    } else if (step.kind === "advance") {
      this.#hops++;
      this.start();
    } else {
      const failure = failureOf({ outcome, verdict, answer, attempt });
      if (failure.kind === "answer") sendAnswer(this.context, failure.answer);
      else sendError(this.context, failure.error);
    }
  }

  /** A defect of ours costs this request and no other. */
  #try(): void {
    try {
      this.#send();
    } catch (error) {
      this.#tools.log.error("internal_error", { id: this.context.id, message: String(error) });
      this.#end(INTERNAL);
    }
  }

  #send(): void {
    const attempt = this.#attempt;
    if (attempt === null || this.#gone) return;
    const { path, bodyFor, byModel, repeatable } = this.#passing;
    const { context } = this;
    const { clock, health, limits } = this.#tools;
    const { endpoint, rules } = attempt;
    const { timeouts } = endpoint.backend;
    const body = bodyFor(attempt);
    if (body !== null && "code" in body) {
      sendError(context, body);
      return;
    }
    context.attempts++;
    context.target = nameOf(attempt);
    this.#startedAt = clock.now();
    const upload = isStream(body) ? body : null;
    const answer = new PassAnswer(this, {
      clock,
      limits: limitsOf({
        timeouts,
        rules,
        legFirstToken: null,
        hasNext: repeatable && limits.enabled && this.#rest.length > 0 && this.#hops < limits.maxFailoverHops,
        budgetLeft: limits.totalTimeoutBudget * 1000 - (this.#startedAt - context.startedAt),
      }),
      limitAnswer: byModel,
      idle: timeouts.streamIdle === null ? null : timeouts.streamIdle * 1000,
      upload,
    });
    this.#answer = answer;
    if (byModel) health.started(attempt);
    endpoint.upstream.dispatch(
      {
        method: context.req.method ?? "GET",
        path: endpoint.path + path,
        headers: this.#headers(attempt),
        body,
        timeouts: rules?.timeouts ?? null,
      },
      answer,
    );
  }

  #headers({ endpoint }: Attempt): readonly string[] {
    const { headers: client } = this.context.req;
    const headers = headersUp(client, endpoint.headers, endpoint.keptBack);
    // It is added where it is missing, for bodies that are JSON.
    if (client["content-type"] === undefined) headers.splice(-2);
    const encoding = client["content-encoding"];
    if (encoding !== undefined && this.#passing.asItCame) headers.push("content-encoding", encoding);
    return headers;
  }

  #end(error: GatewayError | null): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#wait?.cancel();
    const answer = this.#answer;
    this.#answer = null;
    if (answer !== null && this.#attempt !== null) {
      answer.cancel();
      if (this.#passing.byModel) this.#tools.health.released(this.#attempt);
      this.#record(null, error === null ? "cancelled" : error.code);
    }
    if (error === null) return;
    if (this.context.res.headersSent) this.context.res.destroy();
    else sendError(this.context, error);
  }

  #record(status: number | null, reason: string): void {
    if (this.#attempt === null) return;
    const ms = this.#tools.clock.now() - this.#startedAt;
    this.context.tried.push({ target: nameOf(this.#attempt), status, reason, ms });
  }
}

/** `openai:whisper-1`; without a model, `openai`. */
function nameOf(attempt: Attempt): string {
  return attempt.model === "" ? attempt.endpoint.label : targetName(attempt);
}
