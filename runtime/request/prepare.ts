import { ignored } from "../body/edits.ts";
import { type Body, readModel } from "../body/read-model.ts";
import { sessionIdOf } from "../body/session-id.ts";
import { createRequestSize } from "../body/size/request-size.ts";
import type { WholeLimits } from "../body/whole/limits.ts";
import type { Clock } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { Logger } from "../log/logger.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";
import type { RouteTo } from "../protocols/registry/upstream-route.ts";
import type { Choose } from "../routing/choose.ts";
import { type Expanded, expand } from "../routing/expand/expand.ts";
import type { SessionDraw } from "../routing/expand/expand-input.ts";
import type { NotFound } from "../routing/not-found.ts";
import { MAX_MODEL_STRING } from "../selector/characters.ts";
import type { Attempt, Leg } from "../targets/attempt.ts";
import type { Counters } from "../targets/counters.ts";
import type { Health } from "../targets/health/health.ts";
import type { PreparedEndpoint } from "../targets/prepared-endpoint.ts";
import { needsSession } from "../targets/session/needs-session.ts";
import { preferRemembered } from "../targets/session/prefer-remembered.ts";
import type { SessionTable } from "../targets/session/session-table.ts";
import type { Payload } from "../wire/upstream.ts";

export interface PrepareTools {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly health: Health;
  readonly sessions: SessionTable;
  readonly choose: Choose;
  readonly notFound: NotFound;
  readonly routeTo: RouteTo;
  readonly endpoints: readonly (readonly PreparedEndpoint[])[];
  readonly defaultBackend: number | null;
  readonly counters: Counters;
  /** For a body that has to be parsed. */
  readonly wholeLimits: WholeLimits;
  /** The model of requests that name none; null if they must name one. */
  readonly fallbackModel: string | null;
  /** The error text for a backend without a key, by `Backend.index`. */
  readonly explainKeyless: (backend: number) => string;
}

/** A request that can be sent. */
export type Prepared =
  | { readonly kind: "attempts"; readonly body: Body; readonly attempts: readonly Attempt[] }
  | { readonly kind: "race"; readonly body: Body; readonly legs: readonly Leg[] };

/** Everything between the bytes and the first attempt. */
export function prepare(tools: PrepareTools, context: RequestContext, payload: Payload): Prepared | GatewayError {
  const read = readModel(payload, tools.fallbackModel ?? context.frontend.defaultModel ?? null, tools.wholeLimits);
  return read.ok ? prepareBody(tools, context, read.body) : read.error;
}

export function prepareBody(tools: PrepareTools, context: RequestContext, body: Body): Prepared | GatewayError {
  // A longer one is rejected, and need not fill the log.
  context.model = body.model.slice(0, MAX_MODEL_STRING);
  const choice = tools.choose(body.model);
  if (!choice.ok) return choice.error;
  const { endpoints, defaultBackend, counters, random } = tools;
  const { route } = choice;
  if (needsSession(route, endpoints, defaultBackend)) context.session = sessionIdOf(context.req.headers, body);
  const session = sessionDraw(tools, context);
  const fits = fitting(body);
  const expanded = expand({ route, endpoints, defaultBackend, counters, random, session, fits });
  switch (expanded.kind) {
    case "attempts": {
      const attempts = remembered(tools, context, expanded.attempts);
      warn(tools, context, choice.warnings, attempts);
      return { kind: "attempts", body, attempts };
    }
    case "race":
      for (const { attempts } of expanded.legs) warn(tools, context, choice.warnings, attempts);
      return { kind: "race", body, legs: expanded.legs };
    default:
      return refusal(tools, body.model, expanded);
  }
}

function sessionDraw({ sessions }: PrepareTools, { session, model }: RequestContext): SessionDraw | null {
  return session === null ? null : { isFirst: () => sessions.isFirst(session, model) };
}

/** The size of a request is computed at most once, and only if a target has a context window. */
function fitting(body: Body): (window: number) => boolean {
  let size: ReturnType<typeof createRequestSize> | null = null;
  return (window) => {
    size ??= createRequestSize(body);
    return size.fits(window);
  };
}

function remembered(
  { sessions, health }: PrepareTools,
  { session, model }: RequestContext,
  attempts: readonly Attempt[],
): readonly Attempt[] {
  if (session === null) return attempts;
  return preferRemembered(attempts, sessions.targetOf(session, model), (attempt) => health.healthy(attempt));
}

function refusal(
  tools: PrepareTools,
  model: string,
  expanded: Exclude<Expanded, { kind: "attempts" | "race" }>,
): GatewayError {
  switch (expanded.kind) {
    case "nowhere":
      return tools.notFound(model);
    case "keyless":
      return gatewayError("missing_upstream_key", tools.explainKeyless(expanded.backend));
    case "too_long": {
      const message = `The request is longer than every target of "${model}" takes: the largest window has ${expanded.largest} tokens.`;
      return gatewayError("context_length_exceeded", message, "model");
    }
  }
}

/**
 * Warns about the choice. Each parameter that an endpoint does not have is logged; clients are only warned about their own
 * target.
 */
function warn(
  { log, routeTo }: PrepareTools,
  context: RequestContext,
  chosen: readonly string[],
  attempts: readonly Attempt[],
): void {
  const own = fieldless(routeTo, context.frontend, attempts);
  if (chosen.length === 0 && own.length === 0) return;
  context.warnings = [...new Set([...context.warnings, ...chosen])];
  log.warn("parameter_ignored", { id: context.id, message: [...new Set([...context.warnings, ...own])].join("; ") });
}

const NONE: readonly string[] = [];

function fieldless(routeTo: RouteTo, frontend: Frontend, attempts: readonly Attempt[]): readonly string[] {
  let warnings: Set<string> | null = null;
  for (const { endpoint, params } of attempts) {
    if (params === null) continue;
    const at = routeTo(frontend, endpoint)?.at ?? frontend;
    for (const warning of ignored({ target: endpoint, frontend: at, params })) {
      warnings ??= new Set();
      warnings.add(warning);
    }
  }
  return warnings === null ? NONE : [...warnings];
}
