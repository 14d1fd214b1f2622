import type { Clock } from "../clock.ts";
import type { RequestContext, Tried } from "../context.ts";
import type { Usage } from "../protocols/model/usage.ts";

/** Formats a request's log line. Written by hand, because there is one for every request. */
export type AccessLine = (context: RequestContext, usage: Usage | null) => string;

export function createAccessLine(clock: Clock): AccessLine {
  let second = 0;
  let upToSecond = "";
  return ({ id, req, res, key, address, model, target, attempts, tried, brokeOff, startedAt }, usage) => {
    const wall = clock.wall();
    const millis = wall % 1000;
    if (wall - millis !== second) {
      second = wall - millis;
      upToSecond = new Date(second).toISOString().slice(0, -4);
    }
    const ms = tenths(clock.now() - startedAt);
    const status = res.headersSent ? res.statusCode : 0;
    const time = `${upToSecond}${String(Math.floor(millis)).padStart(3, "0")}Z`;
    return (
      `{"time":"${time}","level":"info","event":"request","id":"${id}","key":${quote(key)},"address":${quote(address)},"path":${quote(pathOf(req.url ?? ""))}` +
      `,"status":${status},"model":${quote(model)},"target":${quote(target)}` +
      `,"attempts":${attempts},"tried":[${triedTexts(tried)}]` +
      `,"usage":${usageText(usage)},"ms":${ms},"client_left":${!res.writableFinished && !brokeOff}}`
    );
  };
}

/** Tokens; null if the answer has none. */
function usageText(usage: Usage | null): string {
  if (usage === null) return "null";
  const { input, output, cached, reasoning } = usage;
  return `{"input":${input},"cached":${cached},"output":${output},"reasoning":${reasoning}}`;
}

function triedTexts(tried: readonly Tried[]): string {
  const [only] = tried;
  return only !== undefined && tried.length === 1 ? triedText(only) : tried.map(triedText).join(",");
}

function triedText({ target, status, reason, ms }: Tried): string {
  return `{"target":${quote(target)},"status":${status},"reason":${quote(reason)},"ms":${tenths(ms)}}`;
}

/** A number of milliseconds. A fraction takes long to print, two integers do not. */
function tenths(ms: number): string {
  const all = Math.round(ms * 10);
  const whole = Math.floor(all / 10);
  return all === whole * 10 ? `${whole}` : `${whole}.${all - whole * 10}`;
}

/** Without the query: some clients put a key there. */
function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}

const PLAIN = /^[\w ./:@?&=+*()-]*$/;

/** Strings as JSON text: the same few models, targets and addresses stand in nearly all lines. */
const quoted = new Map<string, string>();
const MOST_QUOTED = 500;
const LONGEST_QUOTED = 100;

/** A string as JSON text; most strings need no escapes. */
function quote(text: string): string {
  const known = quoted.get(text);
  if (known !== undefined) return known;
  const written = PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
  // Copied, because it may be a part of a whole request.
  if (quoted.size < MOST_QUOTED && text.length <= LONGEST_QUOTED) quoted.set(Buffer.from(text).toString(), written);
  return written;
}
