import { wantsStream } from "../body/wants-stream.ts";
import type { RequestContext } from "../context.ts";
import { sendAnswer, sendError } from "../relay/answer.ts";
import { KeepAlive } from "../relay/keep-alive.ts";
import { Exchange, type ExchangeTools, type Referee } from "./exchange.ts";
import type { Failure } from "./failure.ts";
import type { Prepared } from "./prepare.ts";
import { Race } from "./race.ts";

/** A request on its way, in one exchange or in several that race. */
export interface Run {
  start(): void;
  /** The client has gone. */
  cancel(): void;
}

export function createRun(tools: ExchangeTools, context: RequestContext, prepared: Prepared): Run {
  const { body } = prepared;
  const keepAlive = new KeepAlive(context, tools.clock, tools.limits.keepaliveInterval * 1000, body);
  if (prepared.kind === "race") return createRace(tools, context, prepared, keepAlive);
  const { attempts } = prepared;
  // Written out: spreading what this and a race share took a twentieth of a small request's time.
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
    // Who speaks first shows only in a stream; a client that wants none gets the winner's in one piece.
    fold: fold !== null && !wantsStream(body) ? fold : null,
    lost: (failure) => sendFailure(context, failure),
  });
}

/** The one exchange of a request has nobody to be quicker than. */
const ALONE: Referee = {
  claim: () => true,
  waits: () => {},
  lost: ({ context }, failure) => sendFailure(context, failure),
};

function sendFailure(context: RequestContext, failure: Failure): void {
  context.target = failure.target;
  if (failure.kind === "answer") sendAnswer(context, failure.answer);
  else sendError(context, failure.error);
}
