/** An answer on its way over the socket, with what goes wrong on it. */
import type { ServerResponse } from "node:http";
import { cut, gate, hang, json, raw, type Step, sse } from "../answers.ts";
import type { Answer as Reply } from "../upstream.ts";
import type { Asked } from "./asked.ts";
import { chatAnswer } from "./chat-answer.ts";
import { chatError, chatStream } from "./chat-stream.ts";
import { ApiFault } from "./fault.ts";
import { failedResponse, responsesAnswer } from "./responses-answer.ts";
import { responsesError, responsesFailure, responsesStream } from "./responses-stream.ts";
import type { Answer, Trouble } from "./scenario.ts";
import type { Stamp } from "./stamp.ts";

export interface Playing {
  readonly asked: Asked;
  readonly answer: Answer;
  readonly stamp: Stamp;
  /** What each event of a stream waits for; null: nothing. */
  readonly pace: ((index: number) => Promise<unknown>) | null;
}

export function replyOf(playing: Playing): Reply {
  return playing.asked.fields.stream === true ? streamed(playing) : whole(playing);
}

export function faultReply(fault: ApiFault): Reply {
  return json({ error: fault.body }, fault.status, { "x-request-id": "req_upstream", ...fault.headers });
}

function whole({ asked, answer, stamp }: Playing): Reply {
  const { trouble } = answer;
  const body = asked.protocol === "chat" ? chatAnswer(asked, answer, stamp) : responsesAnswer(asked, answer, stamp);
  if (trouble === null) return json(body, 200, { "x-request-id": "req_upstream" });
  switch (trouble.kind) {
    case "cut":
      return (_, response) => breakOff(response, JSON.stringify(body));
    case "half":
      return (_, response) => {
        const text = JSON.stringify(body);
        response.writeHead(200, { "content-type": "application/json" });
        response.end(text.slice(0, text.length / 2));
      };
    case "stall":
      return () => {};
    case "failed":
      if (asked.protocol === "responses")
        return json(failedResponse({ ...responsesAnswer(asked, answer, stamp), output: [] }, trouble.error));
      return faultReply(new ApiFault(500, trouble.error));
    case "error":
      return faultReply(new ApiFault(500, trouble.error));
  }
}

/** Promises more than it sends. */
async function breakOff(response: ServerResponse, body: string): Promise<void> {
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  await raw(body.slice(0, body.length / 2))(response);
  response.destroy();
}

function streamed(playing: Playing): Reply {
  const { asked, answer, stamp, pace } = playing;
  const { trouble } = answer;
  const events = asked.protocol === "chat" ? chatStream(asked, answer, stamp) : responsesStream(asked, answer, stamp);
  if (trouble?.kind === "half") return sse(halved(events).map(raw));
  const played = trouble === null ? events : events.slice(0, trouble.after);
  const steps = played.flatMap((event, i): readonly Step[] =>
    pace === null ? [raw(event)] : [gate(pace(i)), raw(event)],
  );
  if (answer.torn) return sse(tornOf(events.join("")));
  const end = trouble === null ? [] : endOf(trouble, playing);
  return sse([...steps, ...end], { "x-request-id": "req_upstream" });
}

function tornOf(stream: string): readonly Step[] {
  const bytes = Buffer.from(stream);
  return Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => raw(bytes.subarray(i * 7, i * 7 + 7)));
}

/** Up to the middle of the event that tells the end. */
function halved(events: readonly string[]): readonly string[] {
  const last = events.findIndex((event) => /"finish_reason":"|^event: response\.completed/.test(event));
  const end = events[last] ?? "";
  const reason = end.indexOf('"finish_reason"');
  return [...events.slice(0, last), end.slice(0, reason < 0 ? end.length / 2 : reason + 22)];
}

function endOf(trouble: Exclude<Trouble, { kind: "half" }>, { asked, stamp }: Playing): readonly Step[] {
  switch (trouble.kind) {
    case "cut":
      return [cut];
    case "stall":
      return [hang];
    case "error":
      if (asked.protocol === "chat") return [raw(chatError(trouble.error))];
      return [raw(responsesError(trouble.error, trouble.after))];
    case "failed":
      if (asked.protocol === "chat") return [raw(chatError(trouble.error))];
      return [raw(responsesFailure(asked, stamp, trouble.error, trouble.after))];
  }
}
