import { isFinish } from "../chat/stream/event-kind.ts";
import type { JsonObject } from "../json/json-object.ts";
import type { Fold } from "./fold.ts";
import { type ChoiceFold, foldStream } from "./fold-stream.ts";
import { joined, latest, members } from "./growing.ts";
import { growingMessage } from "./message.ts";

/**
 * Combines `chat.completion.chunk`s into the `chat.completion`:
 * https://platform.openai.com/docs/api-reference/chat-streaming
 */
export function foldChat(): Fold {
  return foldStream("chat.completion", foldChoice);
}

function foldChoice(): ChoiceFold {
  const message = growingMessage();
  const rest = members((key) => (key === "logprobs" ? members(joined) : latest()));
  return {
    add({ index: _, delta, message: whole, ...others }: JsonObject) {
      message.add(delta ?? whole);
      rest.add(others);
    },
    finished: () => isFinish(rest.get("finish_reason")),
    value: () => ({ message: message.value(), logprobs: null, finish_reason: null, ...rest.value() }),
  };
}
