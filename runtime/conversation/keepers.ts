import type { RequestContext } from "../context.ts";
import { PassRun } from "../passthrough/pass-run.ts";
import type { AttemptTools } from "../request/attempt-loop.ts";
import type { Run } from "../request/run.ts";
import type { PreparedEndpoint } from "../targets/prepared-endpoint.ts";
import type { Payload, UpstreamEvents } from "../wire/upstream.ts";
import { OriginWatch } from "./origin-watch.ts";

/** What takes targets that keep the responses which they make. */
export interface Keepers {
  /** Returns what an answer passes through, so that `found` is called with the id of its response. */
  watch(events: UpstreamEvents, found: (id: string) => void): UpstreamEvents;
  /** Asks a target for what it keeps. */
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
