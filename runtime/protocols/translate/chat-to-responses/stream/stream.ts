import { isError } from "../../../is-error.ts";
import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { jsonText } from "../../../sse/json-text.ts";
import type { AnswerTranslator } from "../../translation.ts";
import { errorOfEvent, errorOfResponse } from "../answer/error.ts";
import { finishReasonOf } from "../answer/finish.ts";
import { createOutput } from "../answer/output.ts";
import { usageOf } from "../answer/usage.ts";
import { headOf, tierOf } from "../answer/whole.ts";
import type { Wishes } from "../request/wishes.ts";
import { chunkSink } from "./chunk-sink.ts";
import { type Chunks, createChunks } from "./chunks.ts";
import { tellEvent } from "./events.ts";

const STARTS: ReadonlySet<unknown> = new Set(["response.created", "response.queued", "response.in_progress"]);

/** The last event of a stream; servers may leave the status to its name. */
const ENDS: ReadonlyMap<unknown, (response: JsonObject) => JsonObject> = new Map([
  ["response.completed", (response) => ({ status: "completed", ...response })],
  ["response.incomplete", (response) => ({ ...response, status: "incomplete" })],
  ["response.failed", (response) => ({ ...response, status: "failed" })],
  ["response.cancelled", (response) => ({ ...response, status: "cancelled" })],
]);

/** The events of a response as chunks: https://platform.openai.com/docs/api-reference/chat-streaming */
export function createStream(wishes: Wishes): Pick<AnswerTranslator, "event" | "end"> {
  let chunks: Chunks | null = null;
  let ended = false;
  let text = "";

  const write = (chunk: string): void => {
    text += chunk;
  };
  /** The role comes first, in whatever the stream begins with. */
  const open = (response?: unknown): Chunks => {
    if (chunks === null) {
      chunks = createChunks(headOf(response, wishes), wishes.usage);
      write(chunks.role());
    }
    return chunks;
  };
  const output = createOutput(chunkSink(open, write, wishes.legacy), wishes.newId);

  const fail = (error: JsonObject): void => {
    ended = true;
    write(`data: ${jsonText(error)}\n\n`);
  };
  const finish = (response: JsonObject): void => {
    const error = errorOfResponse(response);
    if (error !== null) {
      fail(error);
      return;
    }
    ended = true;
    const last = open(response);
    output.settle(response.output);
    const tier = tierOf(response);
    write(last.finish(finishReasonOf(response, output.called, wishes), tier));
    const usage = wishes.usage ? usageOf(response.usage) : null;
    if (usage !== null) write(last.usage(usage, tier));
    write("data: [DONE]\n\n");
  };

  const tell = (type: unknown, data: JsonObject): void => {
    if (tellEvent(output, type, data)) return;
    const end = ENDS.get(type);
    if (STARTS.has(type)) open(data.response);
    else if (end !== undefined) finish(end(isObject(data.response) ? data.response : {}));
    else if (type === "error" || isError(data)) fail(errorOfEvent(data));
  };

  return {
    event(data, name) {
      if (ended) return "";
      text = "";
      tell(data.type ?? name, data);
      return text;
    },
    end: () => "",
  };
}
