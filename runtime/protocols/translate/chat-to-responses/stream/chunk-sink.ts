import { callMembers } from "../answer/message.ts";
import type { Call, Sink } from "../answer/sink.ts";
import type { Chunks } from "./chunks.ts";

/** Makes a chunk of each piece of an answer. `legacy`: the first call becomes a `function_call`. */
export function chunkSink(chunks: () => Chunks, write: (text: string) => void, legacy: boolean): Sink {
  const tell = (key: string, value: unknown): void => write(chunks().piece(key, value));
  const isFunctionCall = ({ index }: Call): boolean => legacy && index === 0;
  return {
    content: (text, tokens) => write(chunks().piece("content", text, tokens)),
    refusal: (text) => tell("refusal", text),
    reasoning: (text) => tell("reasoning_content", text),
    reasoningItem: (item) => tell("reasoning_items", [item]),
    annotations: (annotations) => tell("annotations", annotations),
    call(call) {
      const { type, function: called, custom } = callMembers(call, "");
      if (isFunctionCall(call)) tell("function_call", called ?? custom);
      else
        tell("tool_calls", [
          { index: indexOf(call, legacy), id: call.id, type, ...(custom ? { custom } : { function: called }) },
        ]);
    },
    input(call, piece) {
      const input = call.type === "custom" ? { input: piece } : { arguments: piece };
      if (isFunctionCall(call)) tell("function_call", input);
      else tell("tool_calls", [{ index: indexOf(call, legacy), [call.type]: input }]);
    },
  };
}

function indexOf({ index }: Call, legacy: boolean): number {
  return legacy ? index - 1 : index;
}
