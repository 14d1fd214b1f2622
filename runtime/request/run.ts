import { wantsStream } from "../body/wants-stream.ts";
import type { RequestContext } from "../context.ts";
import type { Usage } from "../protocols/model/usage.ts";
import { KeepAlive } from "../relay/keep-alive.ts";
import { Exchange, type ExchangeTools, type Referee } from "./exchange.ts";
import type { Prepared } from "./prepare.ts";
import { Race } from "./race.ts";
import { sendFailure } from "./send-failure.ts";

/** A request in progress, in one exchange or in several that race. */
export interface Run {
  /** The answer's usage; null until it is complete, if it is unknown, or if no observer needs it. */
  readonly usage: Usage | null;
  start(): void;
  /** The client has left. */
  cancel(): void;
}

export function createRun(tools: ExchangeTools, context: RequestContext, prepared: Prepared): Run {
  const { body } = prepared;
  const keepAlive = new KeepAlive(context, tools.clock, tools.limits.keepaliveInterval * 1000, body);
  if (prepared.kind === "race") return createRace(tools, context, prepared, keepAlive);
  const { attempts } = prepared;
  // Written out: spreading what this and a race have in common took 5 % of a small request's time.
  return new Exchange({ tools, context, body, keepAlive, attempts, referee: ALONE, firstToken: null, fold: null });
}

function createRace(
  tools: ExchangeTools,
  context: RequestContext,
  { body, legs }: Extract<Prepared, { kind: "race" }>,
  keepAlive: KeepAlive,
): Race {
  const { fold } = context.frontend;
  return new Race({
    tools,
    context,
    body,
    keepAlive,
    legs,
    // Only a stream shows who is first; a client that did not ask for one gets the winner's answer in one piece.
    fold: fold !== null && !wantsStream(body) ? fold : null,
    exhausted: (failure) => sendFailure(context, failure),
  });
}

/** A request's only exchange has no rival. */
const ALONE: Referee = {
  tryWin: () => true,
  waits: () => {},
  exhausted: ({ context }, failure) => sendFailure(context, failure),
};
