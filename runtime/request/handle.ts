import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authenticator } from "../auth/authenticator.ts";
import { type GatewayError, gatewayError, INTERNAL } from "../errors.ts";
import type { Frontend } from "../frontends/frontend.ts";
import type { AccessLine } from "../log/access-line.ts";
import { sendError } from "../relay/answer.ts";
import type { Choose } from "../routing/choose.ts";
import { Exchange, type ExchangeTools } from "../routing/exchange.ts";
import { type Attempt, type Counters, expand } from "../routing/expand.ts";
import type { NotFound } from "../routing/not-found.ts";
import type { PreparedEndpoint } from "../routing/prepared-endpoint.ts";
import type { Payload } from "../upstream/upstream.ts";
import type { RequestContext } from "./context.ts";
import { withoutField } from "./edits.ts";
import { readBody } from "./read-body.ts";
import { type Body, readModel } from "./read-model.ts";

export interface HandleTools extends ExchangeTools {
  readonly auth: Authenticator;
  readonly choose: Choose;
  readonly notFound: NotFound;
  readonly endpoints: readonly (readonly PreparedEndpoint[])[];
  readonly defaultBackend: number | null;
  readonly counters: Counters;
  readonly maxBodyBytes: number;
  /** What a request without a model asks for; null where it must name one. */
  readonly fallbackModel: string | null;
  readonly nextId: () => string;
  /** What to tell a client whose target has no key, by `Backend.index`. */
  readonly explainKeyless: (backend: number) => string;
  /** null where the log level leaves requests out. */
  readonly accessLine: AccessLine | null;
}

export type Handle = (req: IncomingMessage, res: ServerResponse) => void;

const UNAUTHORIZED = gatewayError(
  "invalid_api_key",
  "Incorrect API key provided. Send one of this server's keys as `Authorization: Bearer KEY`.",
);
const ENCODED = gatewayError(
  "unsupported_encoding",
  "This server takes request bodies without a Content-Encoding only.",
);

/** The story of one request. */
export function createHandle(tools: HandleTools, frontend: Frontend): Handle {
  const { accessLine } = tools;
  return (req, res) => {
    const context = openContext(tools, frontend, req, res);
    let exchange: Exchange | null = null;
    res.once("close", () => {
      exchange?.cancel();
      if (accessLine !== null) tools.log.line(accessLine(context));
    });
    const refusal = refuse(tools, req);
    if (refusal !== null) {
      sendError(context, refusal);
      return;
    }
    readBody(req, tools.maxBodyBytes, (payload) => {
      if (payload === null) return;
      try {
        const prepared = "code" in payload ? payload : prepare(tools, context, payload);
        if ("code" in prepared) {
          sendError(context, prepared);
          return;
        }
        exchange = new Exchange(tools, context, prepared.body, prepared.attempts);
        exchange.start();
      } catch (error) {
        // A defect of ours costs this request, never the others that the process is serving.
        tools.log.error("internal_error", { id: context.id, message: String(error) });
        sendError(context, INTERNAL);
      }
    });
  };
}

function openContext(
  { nextId, clock }: HandleTools,
  frontend: Frontend,
  req: IncomingMessage,
  res: ServerResponse,
): RequestContext {
  const startedAt = clock.now();
  return { id: nextId(), req, res, frontend, startedAt, model: "", target: "", attempts: 0, warnings: [] };
}

function refuse({ auth }: HandleTools, { headers }: IncomingMessage): GatewayError | null {
  if (!auth.check(headers)) return UNAUTHORIZED;
  const encoding = headers["content-encoding"];
  return encoding === undefined || encoding === "identity" ? null : ENCODED;
}

interface Prepared {
  readonly body: Body;
  readonly attempts: readonly Attempt[];
}

/** Everything between the bytes and the first attempt. */
function prepare(tools: HandleTools, context: RequestContext, payload: Payload): Prepared | GatewayError {
  const read = readModel(payload, tools.fallbackModel);
  if (!read.ok) return read.error;
  const { body } = read;
  context.model = body.model;
  const choice = tools.choose(body.model);
  if (!choice.ok) return choice.error;
  const { endpoints, defaultBackend, counters } = tools;
  const expanded = expand({ route: choice.route, endpoints, defaultBackend, counters });
  if (expanded.kind === "nowhere") return tools.notFound(body.model);
  if (expanded.kind === "keyless") return gatewayError("missing_upstream_key", tools.explainKeyless(expanded.backend));
  const { attempts } = expanded;
  context.warnings = warningsOf(choice.warnings, context.frontend, attempts);
  if (context.warnings.length > 0) {
    tools.log.warn("parameter_ignored", { id: context.id, message: context.warnings.join("; ") });
  }
  return { body, attempts };
}

/** The choice's warnings, and one for each parameter that this endpoint of the API does not have. */
function warningsOf(chosen: readonly string[], frontend: Frontend, attempts: readonly Attempt[]): readonly string[] {
  const fieldless = new Set<string>();
  for (const { endpoint, params } of attempts) {
    if (params === null) continue;
    for (const name of withoutField({ backend: endpoint.backend, frontend, params })) fieldless.add(name);
  }
  if (fieldless.size === 0) return chosen;
  return [...chosen, ...[...fieldless].map((name) => `${name}: not a parameter of ${frontend.path}, ignored`)];
}
