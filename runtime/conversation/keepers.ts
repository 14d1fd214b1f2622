import type { RequestContext } from "../context.ts";
import type { GatewayError } from "../errors.ts";
import { PassRun } from "../passthrough/pass-run.ts";
import type { AttemptTools } from "../request/attempt-loop.ts";
import type { Prepared } from "../request/prepare.ts";
import type { Run } from "../request/run.ts";
import type { PreparedEndpoint } from "../targets/prepared-endpoint.ts";
import type { Payload, UpstreamEvents } from "../wire/upstream.ts";
import { narrowed } from "./narrow.ts";
import { OriginWatch } from "./origin-watch.ts";
import type { Known } from "./recall.ts";
import { unknownResponse } from "./unknown-response.ts";

/** What only targets that store their responses need. */
export interface Keepers {
  /** Returns the handler that an answer passes through; `found` is called with the response's id. */
  watch(events: UpstreamEvents, found: (id: string) => void): UpstreamEvents;
  /** The request with only the targets that may store the response that it continues. */
  narrow(prepared: Prepared, previous: string, known: Known | null): Prepared | GatewayError;
  /** Sends a request about a response to the target that stores it. */
  ask(input: KeeperInput): Run;
}

export interface KeeperInput {
  readonly tools: AttemptTools;
  readonly context: RequestContext;
  readonly endpoint: PreparedEndpoint;
  /** With its query. */
  readonly path: string;
  readonly body: Payload | null;
  readonly repeatable: boolean;
}

export const keepers: Keepers = {
  watch: (events, found) => new OriginWatch(events, found),
  narrow(prepared, previous, known) {
    const origin = known?.kind === "kept" ? known.endpoint : null;
    const atOrigin = origin === null ? null : narrowed(prepared, ({ endpoint }) => endpoint === origin);
    // Any endpoint that stores responses may have it; if not, it says so itself.
    const kept = atOrigin ?? narrowed(prepared, ({ endpoint }) => endpoint.keepsResponses);
    if (kept !== null) return kept;
    const where = origin === null ? "" : ` here: it is kept by the backend "${origin.backend.name}"`;
    return unknownResponse(previous, where);
  },
  ask({ tools, context, endpoint, path, body, repeatable }) {
    const run = new PassRun(tools, context, {
      path,
      attempts: [{ endpoint, model: "", params: null, rules: null }],
      bodyFor: () => body,
      repeatable,
      byModel: false,
      asItCame: true,
    });
    run.start();
    return run;
  },
};
