/** Whether an answer is whole and right, or a correct error: by what the client has read and the upstreams have done. */
import type { Arrival } from "../faults/upstream.ts";
import type { Asked, Heard } from "./request.ts";

export type Verdict =
  | { readonly kind: "whole" | "error" | "error in a stream" | "left" }
  | { readonly kind: "lost"; readonly why: string };

/** What the upstreams know of a request. */
export interface Behind {
  readonly arrivals: readonly Arrival[];
  /** The upstreams whose port was closed, or that may have been late themselves, while the request was on its way. */
  readonly closed: readonly string[];
}

const lost = (why: string): Verdict => ({ kind: "lost", why });

export function judge(heard: Heard, behind: Behind): Verdict {
  if (behind.arrivals.length > 12) return lost(`asked ${behind.arrivals.length} times`);
  if (heard.end === "left") return { kind: "left" };
  if (heard.end === "hung") return lost("no end");
  // A connection is broken off behind an error event, for clients that skip the event.
  if (heard.end === "broken" && !/\ndata: \{"error":[^\n]*\n\n$/.test(`\n${heard.body}`))
    return lost("the connection broke");
  if (heard.status !== 200) return judgeError(heard.status, parse(heard.body), heard, behind, null);
  return heard.asked.stream ? judgeStream(heard, behind) : judgePlain(heard, behind);
}

interface Fields {
  readonly error?: { readonly message?: unknown; readonly type?: unknown; readonly code?: unknown };
  readonly id?: unknown;
  readonly model?: unknown;
  readonly usage?: { readonly prompt_tokens?: number } | null;
  readonly choices?: readonly {
    readonly message?: { readonly content?: string };
    readonly delta?: { readonly content?: string };
    readonly finish_reason?: string | null;
  }[];
}

/** null: not a JSON object. */
function parse(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function judgePlain({ body }: Heard, { arrivals }: Behind): Verdict {
  const fields = parse(body);
  const text = fields?.choices?.[0]?.message?.content;
  const given = arrivals.find(({ speech }) => speech.text === text);
  if (given === undefined) return lost(`not an answer to it: ${body.slice(0, 200)}`);
  const isRight =
    fields?.model === given.speech.model && fields?.usage?.prompt_tokens === given.speech.usage.prompt_tokens;
  return isRight ? { kind: "whole" } : lost(`another model or usage: ${body.slice(-200)}`);
}

function judgeStream(heard: Heard, behind: Behind): Verdict {
  if (!heard.body.endsWith("\n\n")) return lost(`half an event: ${heard.body.slice(-100)}`);
  const events = heard.body.split("\n\n").filter((block) => block.startsWith("data: "));
  const isDone = events.at(-1) === "data: [DONE]";
  const data = (isDone ? events.slice(0, -1) : events).map((block) => parse(block.slice("data: ".length)));
  if (data.includes(null)) return lost("an event that cannot be read");
  const chunks = data.filter((one): one is Fields => one !== null);
  const text = chunks.map(({ choices }) => choices?.[0]?.delta?.content ?? "").join("");
  const given = behind.arrivals.find(({ speech }) => text !== "" && speech.text.startsWith(text));
  if (text !== "" && given === undefined) return lost(`not of one answer: ${text.slice(0, 60)}…${text.slice(-60)}`);

  const last = chunks.at(-1) ?? null;
  if (last?.error !== undefined)
    return isDone ? lost("an error, then [DONE]") : judgeError(null, last, heard, behind, given ?? null);
  if (given === undefined || text !== given.speech.text) return lost(`cut, and ended well: …${text.slice(-60)}`);
  if (!chunks.some(({ choices }) => choices?.[0]?.finish_reason === "stop")) return lost("no finish_reason");
  if (last?.usage?.prompt_tokens !== given.speech.usage.prompt_tokens) return lost("no usage, or another answer's");
  return { kind: "whole" };
}

/**
 * @param status null in a stream that had begun
 * @param given whose text the client has a part of; null where it has none
 */
function judgeError(
  status: number | null,
  fields: Fields | null,
  heard: Heard,
  { arrivals, closed }: Behind,
  given: Arrival | null,
): Verdict {
  const { error } = fields ?? {};
  if (typeof error?.message !== "string" || typeof error.type !== "string" || error.code === undefined)
    return lost(`no error as OpenAI shapes it: ${heard.body.slice(-200)}`);
  const verdict = { kind: status === null ? "error in a stream" : "error" } as const;
  if (given !== null) {
    if (isHeld(heard.asked)) return lost("part of an answer that was to be held");
    return hasFailed(given) ? verdict : lost(`${String(error.code)} in an answer that went well`);
  }
  const refused = arrivals.some(({ fault }) => fault.name === "content_policy_violation");
  if (refused && error.code === "content_policy_violation") return verdict;
  if (refused && heard.asked.route !== "race") return lost(`a refusal shown as ${String(error.code)}`);
  // Nothing is left to ask only when each of the three has failed.
  const failed = new Set([...closed, ...arrivals.filter(hasFailed).map(({ upstream }) => upstream)]);
  if (failed.size === 3) return verdict;
  return lost(`${status ?? "in the stream"} ${String(error.code)}, and not all had failed`);
}

const isHeld = ({ hold, route }: Asked) => hold === "header" || (hold === "route" && route === "chain");

/** Also good answers that are too late under load. */
const hasFailed = ({ fault, state }: Arrival) => fault.name !== "well" || state === "cancelled";
