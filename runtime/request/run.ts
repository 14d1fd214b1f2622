import type { RequestContext } from "../context.ts";
import type { Usage } from "../protocols/model/usage.ts";
import { KeepAlive } from "../relay/keep-alive.ts";
import { Exchange, type ExchangeTools, type Referee } from "./exchange.ts";
import type { Prepared } from "./prepare.ts";
import { sendFailure } from "./send-failure.ts";

/** A request in progress, in one exchange or in several that race. */
export interface Run {
  /** The answer's usage; null until it is complete, if it is unknown, or if no observer needs it. */
  readonly usage: Usage | null;
  start(): void;
  /** The client has left. */
  cancel(): void;
}

export interface RunTools extends ExchangeTools {
  /** null where races are not compiled in: then no route is one. */
  readonly createRace: CreateRace | null;
}

export interface RaceParts {
  readonly tools: ExchangeTools;
  readonly context: RequestContext;
  readonly prepared: Extract<Prepared, { kind: "race" }>;
  readonly keepAlive: KeepAlive;
}

export type CreateRace = (parts: RaceParts) => Run;

export function createRun(tools: RunTools, context: RequestContext, prepared: Prepared): Run {
  const { body } = prepared;
  const keepAlive = new KeepAlive(context, tools.clock, tools.limits.keepaliveInterval * 1000, body);
  if (prepared.kind === "race" && tools.createRace !== null) {
    return tools.createRace({ tools, context, prepared, keepAlive });
  }
  const attempts = prepared.kind === "race" ? prepared.legs.flatMap((leg) => leg.attempts) : prepared.attempts;
  // Written out: spreading what this and a race have in common took 5 % of a small request's time.
  return new Exchange({ tools, context, body, keepAlive, attempts, referee: ALONE, firstToken: null, asStream: false });
}

/** A request's only exchange has no rival. */
const ALONE: Referee = {
  tryWin: () => true,
  waits: (exchange) => exchange.pause(),
  exhausted: ({ context }, failure) => sendFailure(context, failure),
};
