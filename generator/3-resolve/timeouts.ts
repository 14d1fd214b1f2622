import type { Timeouts } from "../../runtime/contract/timeouts.ts";
import type { Backend } from "../../schema/config.ts";

/** What a backend and a failover route have in common. */
type TimeoutKeys = Pick<
  Backend,
  | "timeout"
  | "connect_timeout"
  | "header_timeout"
  | "first_token_timeout"
  | "stream_idle_timeout"
  | "stream_end_timeout"
>;

export const DEFAULTS: Timeouts = { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 };

/** With every default filled in. */
export function resolveTimeouts(config: TimeoutKeys): Timeouts {
  return { ...DEFAULTS, ...ownTimeouts(config) };
}

/** Only those that are in the config. */
export function ownTimeouts({
  connect_timeout: connect,
  header_timeout: header,
  timeout: total,
  first_token_timeout: firstToken,
  stream_idle_timeout: streamIdle,
  stream_end_timeout: streamEnd,
}: TimeoutKeys): Partial<Timeouts> {
  return {
    ...(connect === undefined ? {} : { connect }),
    ...(header === undefined ? {} : { header }),
    ...(total === undefined ? {} : { total }),
    ...(firstToken === undefined ? {} : { firstToken }),
    ...(streamIdle === undefined ? {} : { streamIdle }),
    ...(streamEnd === undefined ? {} : { streamEnd }),
  };
}
