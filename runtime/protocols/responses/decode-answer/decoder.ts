import type { AnswerDecoder } from "../../codec.ts";
import { isError } from "../../is-error.ts";
import { isObject, type JsonObject } from "../../json/json-object.ts";
import { objectIn } from "../../json/read.ts";
import type { AnswerHead, AnswerSink, Finish } from "../../model/answer-sink.ts";
import type { Extras } from "../../model/extras.ts";
import { DONE } from "../../openai/done.ts";
import type { TextEventShape } from "../../sse/text-event.ts";
import { errorOfEvent, errorOfResponse } from "./error.ts";
import { partOf, takeEvent } from "./events.ts";
import type { MessagePart } from "./message-part.ts";
import { createOutput } from "./output.ts";
import { usageIn } from "./usage.ts";

const TEXT_DELTA = "response.output_text.delta";
const STARTS: ReadonlySet<unknown> = new Set(["response.created", "response.queued", "response.in_progress"]);

const TEXT_DONE = "response.output_text.done";
/** Their texts come in other events too. */
const PARTS: ReadonlySet<unknown> = new Set(["response.content_part.added", "response.content_part.done"]);

/** The last event of a stream; some servers leave the status to its name. */
const ENDS: ReadonlyMap<unknown, (response: JsonObject) => JsonObject> = new Map([
  ["response.completed", (response) => ({ status: "completed", ...response })],
  ["response.incomplete", (response) => ({ ...response, status: "incomplete" })],
  ["response.failed", (response) => ({ ...response, status: "failed" })],
  ["response.cancelled", (response) => ({ ...response, status: "cancelled" })],
]);

const TEXT_EVENT: TextEventShape = {
  texts: ["delta"],
  numbers: ["sequence_number"],
  strings: ["obfuscation"],
  textOf: ({ delta }) => delta,
};

/** Decodes https://platform.openai.com/docs/api-reference/responses/object and the events of one. */
export function decodeResponse(to: AnswerSink): AnswerDecoder {
  let started = false;
  let ended = false;
  /** Whether this upstream sends text in pieces. */
  let inPieces = false;
  /** The part that the last event's text belongs to, if the event was plain text. */
  let plain: MessagePart | null = null;

  const start = (response: unknown): void => {
    if (started) return;
    started = true;
    to.start(headIn(objectIn(response)));
  };
  const output = createOutput(to);

  const finish = (response: JsonObject): void => {
    ended = true;
    const usage = usageIn(response.usage);
    const extras = tierIn(response);
    const error = errorOfResponse(response);
    if (error !== null) {
      to.fail(error, usage, extras);
      return;
    }
    start(response);
    output.complete(response.output);
    to.finish(finishOf(response, output.called()), usage, extras);
  };

  const take = (type: unknown, data: JsonObject): void => {
    const end = ENDS.get(type);
    if (STARTS.has(type)) start(data.response);
    else if (end !== undefined) finish(end(objectIn(data.response)));
    else if (type === "error" || isError(data)) {
      ended = true;
      to.fail(errorOfEvent(data), null, null);
    }
  };

  return {
    endMark: DONE,
    textEvent: TEXT_EVENT,
    plainText: () => plain !== null,
    whole(response) {
      const { status } = response;
      const failed = errorOfResponse(response) !== null;
      if (!failed && (!Array.isArray(response.output) || status === "in_progress" || status === "queued")) return false;
      finish(response);
      return true;
    },
    // A text that comes in pieces comes again as a whole, but with its item too.
    skips: (name) => PARTS.has(name) || (name === TEXT_DONE ? inPieces : started && STARTS.has(name)),
    event(data, name) {
      plain = null;
      if (ended) return;
      const type = data.type ?? name;
      if (!takeEvent(output, type, data)) take(type, data);
      else if (type === TEXT_DELTA) {
        inPieces = true;
        if (hasOnlyText(data)) plain = partOf(output, data);
      }
    },
    textEscaped: (piece) => plain?.textEscaped(piece),
    end() {},
  };
}

function hasOnlyText({ delta, logprobs }: JsonObject): boolean {
  return typeof delta === "string" && delta !== "" && (!Array.isArray(logprobs) || logprobs.length === 0);
}

function headIn(response: JsonObject): AnswerHead {
  const { created_at, model } = response;
  return {
    model: typeof model === "string" ? model : null,
    created: typeof created_at === "number" ? Math.floor(created_at) : null,
    extras: tierIn(response),
  };
}

function tierIn({ service_tier }: JsonObject): Extras | null {
  return typeof service_tier === "string" ? { family: "openai", members: { service_tier } } : null;
}

function finishOf({ status, incomplete_details: why }: JsonObject, called: number): Finish {
  if (status === "incomplete") return isObject(why) && why.reason === "content_filter" ? "filter" : "length";
  return called === 0 ? "stop" : "calls";
}
