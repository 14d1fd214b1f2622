import { readEncoded } from "../body/decode/read-encoded.ts";
import { readBody } from "../body/read-body.ts";
import type { ClientAnswer, ClientRequest } from "../client.ts";
import type { Authenticator } from "../clients/authenticator.ts";
import type { RequestContext } from "../context.ts";
import { type GatewayError, INTERNAL } from "../errors.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";
import { sendError } from "../relay/answer.ts";
import type { Payload } from "../wire/upstream.ts";
import { admit } from "./admit.ts";
import type { Prepared, PrepareTools } from "./prepare.ts";
import { createRun, type Run, type RunTools } from "./run.ts";

export interface HandleTools extends RunTools, PrepareTools {
  readonly auth: Authenticator;
  readonly maxBodyBytes: number;
  readonly nextId: () => string;
}

/** Everything between a request's bytes and its first attempt. A promise if something has to be looked up first. */
export type Prepare = (
  context: RequestContext,
  payload: Payload,
) => Prepared | GatewayError | Promise<Prepared | GatewayError>;

export type Handle = (req: ClientRequest, res: ClientAnswer) => void;

const NONE: readonly string[] = [];

/** Handles requests, from start to end. */
export function createHandle(tools: HandleTools, frontend: Frontend, prepare: Prepare): Handle {
  const { auth, observe } = tools;
  return (req, res) => {
    const context = openContext(tools, frontend, req, res);
    let run: Run | null = null;
    res.once("close", () => {
      run?.cancel();
      observe.closed(context, run?.usage ?? null);
      // The connection keeps its last request, and that would keep everything that was needed to answer it.
      run = null;
    });
    const refusal = admit(auth, context);
    if (refusal !== null) {
      sendError(context, refusal);
      return;
    }
    const read = req.headers["content-encoding"] === undefined ? readBody : readEncoded;
    read(req, tools.maxBodyBytes, (payload) => {
      if (payload === null) return;
      try {
        if (!("code" in payload)) observe.received(context, payload);
        const prepared = "code" in payload ? payload : prepare(context, payload);
        if (prepared instanceof Promise) {
          const beginLate = (late: Prepared | GatewayError): void => {
            // The client may have left meanwhile.
            if (!res.destroyed) run = begin(tools, context, late);
          };
          prepared.then(beginLate).catch((error: unknown) => failed(tools, context, error));
        } else run = begin(tools, context, prepared);
      } catch (error) {
        failed(tools, context, error);
      }
    });
  };
}

/** null if the request cannot be sent. */
function begin(tools: HandleTools, context: RequestContext, prepared: Prepared | GatewayError): Run | null {
  if ("code" in prepared) {
    sendError(context, prepared);
    return null;
  }
  const run = createRun(tools, context, prepared);
  run.start();
  return run;
}

/** An exception must only end this request, and none of the others in the process. */
function failed({ log }: HandleTools, context: RequestContext, error: unknown): void {
  log.error("internal_error", { id: context.id, message: String(error) });
  sendError(context, INTERNAL);
}

export function openContext(
  { nextId, clock, observe }: HandleTools,
  frontend: Frontend,
  req: ClientRequest,
  res: ClientAnswer,
): RequestContext {
  const context: RequestContext = {
    id: nextId(),
    req,
    res,
    frontend,
    startedAt: clock.now(),
    address: req.socket.remoteAddress ?? "",
    key: "",
    model: "",
    session: null,
    target: "",
    attempts: 0,
    tried: [],
    warnings: NONE,
    targetWarnings: NONE,
    brokeOff: false,
    replay: null,
  };
  observe.opened(context);
  return context;
}
