/** The attempt loop and the race without sockets: scripted upstreams, a fake clock, real health. */
import { EventEmitter } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { headerFields } from "../../runtime/body/header-fields.ts";
import { type Body, readModel } from "../../runtime/body/read-model.ts";
import type { RequestContext } from "../../runtime/context.ts";
import type { BreakerSettings, Settings } from "../../runtime/contract/settings.ts";
import { anyErrors } from "../../runtime/failure/error-reader.ts";
import { createLogger } from "../../runtime/log/create-logger.ts";
import { composeObservers } from "../../runtime/observe/compose-observers.ts";
import type { Observer } from "../../runtime/observe/observer.ts";
import { rememberSessions } from "../../runtime/observe/remember-sessions.ts";
import { reportHealth } from "../../runtime/observe/report-health.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import type { Frontend } from "../../runtime/protocols/endpoints/frontend.ts";
import { ALL_TRANSLATIONS } from "../../runtime/protocols/registry/protocols.ts";
import { createRouteTo } from "../../runtime/protocols/registry/upstream-route.ts";
import { foldAnswer } from "../../runtime/relay/fold-answer.ts";
import { mendStreams } from "../../runtime/relay/mend-streams.ts";
import { createSweeper } from "../../runtime/relay/sweeper.ts";
import { toldError } from "../../runtime/relay/told-error.ts";
import { wireAnswers } from "../../runtime/relay/wire-answers.ts";
import { severalIssuers } from "../../runtime/request/issuers/several-issuers.ts";
import { createRace } from "../../runtime/request/race.ts";
import { createRun, type Run, type RunTools } from "../../runtime/request/run.ts";
import type { Attempt, Leg } from "../../runtime/targets/attempt.ts";
import { createHealth } from "../../runtime/targets/health/create-health.ts";
import { createSessionTable } from "../../runtime/targets/session/session-table.ts";
import { payloadOf } from "../../runtime/wire/payload.ts";
import { fakeClock } from "./fake-clock.ts";
import { type FakeResponse, fakeResponse, nextTurn } from "./fake-response.ts";
import { failureLimits } from "./play-attempts.ts";
import { ScriptedTargets } from "./scripted-target.ts";

export interface HarnessOptions {
  readonly limits?: Partial<Settings["failure"]>;
  readonly breaker?: Partial<BreakerSettings>;
  readonly observers?: readonly Observer[];
}

export interface Started {
  readonly context: RequestContext;
  readonly res: FakeResponse;
  readonly run: Pick<Run, "cancel">;
}

export interface Asking {
  readonly stream?: boolean;
  /** More fields of the request. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly headers?: IncomingHttpHeaders;
  readonly frontend?: Frontend;
  readonly session?: string;
}

export type Harness = ReturnType<typeof createHarness>;

/** Events of one chunk reach the client at the end of a tick, so time moves in steps with a turn of the loop in between. */
const STEP_MS = 100;

export function createHarness({ limits = {}, breaker = {}, observers = [] }: HarnessOptions = {}) {
  const clock = fakeClock();
  // Nothing may take the clock's beginning for the request's.
  clock.advance(1_000_000);
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({
    level: "debug",
    secrets: [],
    clock,
    sink: (text) => {
      for (const line of text.trim().split("\n")) lines.push(JSON.parse(line) as Record<string, unknown>);
    },
  });
  const health = createHealth({
    clock,
    breaker: {
      enabled: true,
      failureThreshold: 3,
      openCooldown: 20,
      halfOpenSuccesses: 1,
      halfOpenInflight: 1,
      ...breaker,
    },
    maxSilentWaitMs: 30_000,
    log,
    publish: () => {},
  });
  const sessions = createSessionTable();
  const tools: RunTools = {
    limits: { ...failureLimits, ...limits },
    clock,
    random: () => 0,
    log,
    health,
    observe: composeObservers([reportHealth(health), rememberSessions(sessions), ...observers]),
    sweeper: createSweeper(clock),
    routeTo: createRouteTo(ALL_TRANSLATIONS),
    errors: anyErrors,
    foldAnswer,
    toldError,
    wire: wireAnswers,
    mend: mendStreams,
    createRace,
    issuers: severalIssuers,
    headerFields,
    newId: () => "id",
  };
  const targets = new ScriptedTargets(clock);
  let number = 0;

  function contextFor({ frontend = chatEndpoint, headers = {}, session }: Asking, res: FakeResponse): RequestContext {
    const req = Object.assign(new EventEmitter(), { method: "POST", url: `/v1${frontend.path}`, headers });
    return {
      id: `req_${++number}`,
      req: req as unknown as IncomingMessage,
      res: res.response,
      frontend,
      startedAt: clock.now(),
      model: "route",
      session: session ?? null,
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
  }

  function start(
    asking: Asking,
    prepared: { attempts: readonly Attempt[] } | { legs: readonly Leg[] },
  ): Started & { readonly run: Run } {
    const res = fakeResponse();
    const context = contextFor(asking, res);
    const body = bodyOf({ model: "route", ...(asking.stream === true ? { stream: true } : {}), ...asking.fields });
    const run = createRun(
      tools,
      context,
      "legs" in prepared
        ? { kind: "race", body, legs: prepared.legs }
        : { kind: "attempts", body, attempts: prepared.attempts },
    );
    run.start();
    return { context, res, run };
  }

  return {
    clock,
    health,
    sessions,
    tools,
    targets,
    contextFor,
    /** A request to these targets, one after the other. */
    ask: (attempts: readonly Attempt[], asking: Asking = {}) => start(asking, { attempts }),
    /** A race of these legs. */
    race: (legs: readonly Leg[], asking: Asking = {}) => start(asking, { legs }),
    /** Moves time on, and lets what waits for the end of a tick run. */
    async advance(ms: number): Promise<void> {
      await nextTurn();
      for (let left = ms; left > 0; left -= STEP_MS) {
        clock.advance(Math.min(left, STEP_MS));
        await nextTurn();
      }
    },
    /** What was logged so far, without its time. */
    logged() {
      log.flush();
      return lines.map(({ time, ...line }) => line);
    },
  };
}

export function leg(attempts: readonly Attempt[], startAfter = 0, firstToken: number | null = null): Leg {
  return { attempts, startAfter, firstToken };
}

export function bodyOf(fields: Record<string, unknown>): Body {
  const read = readModel(payloadOf([Buffer.from(JSON.stringify(fields))]), null);
  if (!read.ok) throw new Error(read.error.message);
  return read.body;
}
