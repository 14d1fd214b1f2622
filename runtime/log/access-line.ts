import type { Clock } from "../clock.ts";
import type { RequestContext } from "../request/context.ts";

/** The log line of one request, put together by hand: it is written for every one. */
export function accessLine({ id, req, res, model, target, attempts, startedAt }: RequestContext, clock: Clock): string {
  const time = new Date(clock.wall()).toISOString();
  const ms = (clock.now() - startedAt).toFixed(1);
  const whole = res.writableFinished;
  return (
    `{"time":"${time}","level":"info","event":"request","id":"${id}","path":${JSON.stringify(req.url ?? "")}` +
    `,"status":${res.headersSent ? res.statusCode : 0},"model":${JSON.stringify(model)},"target":${JSON.stringify(target)}` +
    `,"attempts":${attempts},"ms":${ms},"client_left":${!whole}}`
  );
}
