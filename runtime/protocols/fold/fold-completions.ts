import { isFinish } from "../chat/stream/event-kind.ts";
import type { JsonObject } from "../json/json-object.ts";
import type { Fold } from "./fold.ts";
import { type ChoiceFold, foldStream } from "./fold-stream.ts";
import { joined, latest, members } from "./growing.ts";

/** Combines streamed `text_completion`s into one: https://platform.openai.com/docs/api-reference/completions/object */
export function foldCompletions(): Fold {
  return foldStream("text_completion", foldChoice);
}

function foldChoice(): ChoiceFold {
  const text = joined();
  const rest = members((key) => (key === "logprobs" ? members(joined) : latest()));
  return {
    add({ index: _, text: piece, ...others }: JsonObject) {
      text.add(piece ?? null);
      rest.add(others);
    },
    finished: () => isFinish(rest.get("finish_reason")),
    value: () => ({ text: text.value() ?? "", logprobs: null, finish_reason: null, ...rest.value() }),
  };
}
