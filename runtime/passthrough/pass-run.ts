import type { Upload } from "../body/upload.ts";
import type { RequestContext } from "../context.ts";
import type { GatewayError } from "../errors.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import { sendError } from "../relay/answer.ts";
import { type Asker, AttemptLoop, type AttemptTools } from "../request/attempt-loop.ts";
import type { Failure } from "../request/failure.ts";
import type { Run } from "../request/run.ts";
import { sendFailure } from "../request/send-failure.ts";
import { limitsOf } from "../routing/limits.ts";
import type { Attempt } from "../targets/attempt.ts";
import { pathAt } from "../targets/endpoint.ts";
import { headersUp } from "../wire/headers.ts";
import { isStream, type Payload } from "../wire/upstream.ts";
import { PassAnswer, type PassOwner } from "./pass-answer.ts";
import type { PassPlan } from "./pass-limits.ts";

export interface Passing {
  /** What follows the backend's own path: `/files?limit=2`. */
  readonly path: string;
  /** Never empty. The model is "" if the request names none. */
  readonly attempts: readonly Attempt[];
  readonly bodyFor: (attempt: Attempt) => Payload | Upload | null | GatewayError;
  /** Whether it may be sent more than once. */
  readonly repeatable: boolean;
  /** Whether the request is routed by a model: then the limit of the whole request includes its answer. */
  readonly byModel: boolean;
  /** Whether the body is sent as it came, Content-Encoding included. */
  readonly asItCame: boolean;
}

/** One passed-through request: its attempts, one after the other, until one of them succeeds. */
export class PassRun implements Run, PassOwner, Asker {
  readonly context: RequestContext;
  /** Its answers are not inspected. */
  readonly usage = null;
  readonly #tools: AttemptTools;
  readonly #passing: Passing;
  readonly #loop: AttemptLoop;
  /** null while no attempt is in progress. */
  #answer: PassAnswer | null = null;

  constructor(tools: AttemptTools, context: RequestContext, passing: Passing) {
    this.context = context;
    this.#tools = tools;
    this.#passing = passing;
    this.#loop = new AttemptLoop(tools, context, passing.attempts, this);
  }

  start(): void {
    this.#loop.start();
  }

  /** The client has left. */
  cancel(): void {
    this.#drop();
    this.#loop.abandon("cancelled");
  }

  /** The client's request turned out to be invalid while it was being sent. */
  refuse(error: GatewayError): void {
    this.#drop();
    if (!this.#loop.abandon(error.code)) return;
    if (this.context.res.headersSent) this.context.res.destroy();
    else sendError(this.context, error);
  }

  sending(): void {
    this.#loop.output();
  }

  answered(): void {
    this.#answer = null;
    this.#loop.answered(this.context.res.statusCode);
  }

  broke(outcome: Outcome): void {
    this.#answer = null;
    this.#loop.broke(outcome);
  }

  failed(outcome: Outcome, answer: HeldAnswer | null): void {
    this.#answer = null;
    this.#loop.failed(outcome, answer, this.#passing.repeatable);
  }

  waits(): void {}

  exhausted(failure: Failure): void {
    this.#drop();
    sendFailure(this.context, failure);
  }

  ask(attempt: Attempt): void {
    const { path, bodyFor, repeatable } = this.#passing;
    const { endpoint, rules } = attempt;
    const body = bodyFor(attempt);
    if (body !== null && "code" in body) {
      sendError(this.context, body);
      return;
    }
    this.#loop.begin(attempt);
    const answer = new PassAnswer(this, this.#plan(attempt, isStream(body) ? body : null));
    this.#answer = answer;
    endpoint.upstream.dispatch(
      {
        method: this.context.req.method ?? "GET",
        path: pathAt(endpoint, path, attempt.model),
        headers: this.#headers(attempt),
        body,
        once: !repeatable,
        timeouts: rules?.timeouts ?? null,
      },
      answer,
    );
  }

  #plan({ endpoint, rules }: Attempt, upload: Upload | null): PassPlan {
    const { repeatable, byModel } = this.#passing;
    const { mayAdvance, budgetLeft } = this.#loop;
    const { timeouts } = endpoint.backend;
    return {
      clock: this.#tools.clock,
      limits: limitsOf({ timeouts, rules, legFirstToken: null, hasNext: repeatable && mayAdvance, budgetLeft }),
      limitAnswer: byModel,
      idle: timeouts.streamIdle === null ? null : timeouts.streamIdle * 1000,
      upload,
    };
  }

  #headers({ endpoint }: Attempt): readonly string[] {
    const { headers: client } = this.context.req;
    const headers = headersUp(client, endpoint.headers, endpoint.forwards);
    // It is added if it is missing, for bodies that are JSON.
    if (client["content-type"] === undefined) headers.splice(-2);
    const encoding = client["content-encoding"];
    if (encoding !== undefined && this.#passing.asItCame) headers.push("content-encoding", encoding);
    return headers;
  }

  #drop(): void {
    const answer = this.#answer;
    this.#answer = null;
    answer?.cancel();
  }
}
