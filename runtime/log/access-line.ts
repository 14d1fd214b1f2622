import type { Clock } from "../clock.ts";
import type { RequestContext } from "../request/context.ts";

/** Writes the log line of a request, put together by hand: there is one for every request. */
export type AccessLine = (context: RequestContext) => string;

export function createAccessLine(clock: Clock): AccessLine {
  let second = 0;
  let upToSecond = "";
  return ({ id, req, res, model, target, attempts, startedAt }) => {
    const wall = clock.wall();
    const millis = wall % 1000;
    if (wall - millis !== second) {
      second = wall - millis;
      upToSecond = new Date(second).toISOString().slice(0, -4);
    }
    const ms = Math.round((clock.now() - startedAt) * 10) / 10;
    const status = res.headersSent ? res.statusCode : 0;
    const time = `${upToSecond}${String(Math.floor(millis)).padStart(3, "0")}Z`;
    return (
      `{"time":"${time}","level":"info","event":"request","id":"${id}","path":${quote(pathOf(req.url ?? ""))}` +
      `,"status":${status},"model":${quote(model)},"target":${quote(target)}` +
      `,"attempts":${attempts},"ms":${ms},"client_left":${!res.writableFinished}}`
    );
  };
}

/** Without the query: some clients put a key there. */
function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}

const PLAIN = /^[\w ./:@?&=+*()-]*$/;

/** JSON text of a string; most need no escape. */
function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
