import { isFinish } from "../chat/stream/event-kind.ts";
import { isObject, type JsonObject } from "../json/json-object.ts";
import { isAbsent, listIn, objectIn } from "../json/read.ts";
import { unfoldStream } from "./unfold-stream.ts";

/**
 * A `chat.completion` as chunks: https://platform.openai.com/docs/api-reference/chat-streaming. Each call has a chunk of its
 * own, because some clients read only the first of a chunk.
 */
export const unfoldChat = unfoldStream("chat.completion.chunk", ({ index: _, message, finish_reason, ...rest }) => {
  const { role, tool_calls, ...said } = objectIn(message);
  const calls = listIn(tool_calls).filter(isObject);
  const delta = Object.fromEntries(Object.entries(said).filter(([, value]) => !isAbsent(value) && value !== ""));
  const usual = { logprobs: null, finish_reason: null };
  const started = { role: role ?? "assistant", content: calls.length > 0 ? null : "" };
  const finish = isFinish(finish_reason) ? finish_reason : calls.length > 0 ? "tool_calls" : "stop";
  return [
    { delta: started, ...usual },
    ...(Object.keys(delta).length === 0 ? [] : [{ delta, ...rest, ...usual, logprobs: rest.logprobs ?? null }]),
    ...calls.map((call, at) => ({ delta: { tool_calls: [callOf(call, at)] }, ...usual })),
    { delta: {}, ...usual, finish_reason: finish },
  ];
});

function callOf({ index, ...call }: JsonObject, at: number): JsonObject {
  return { index: typeof index === "number" ? index : at, type: "function", ...call };
}
