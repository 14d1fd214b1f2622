import type { AnswerTranslator } from "../../translation.ts";
import { writable } from "../json.ts";
import { streamTranslator } from "../stream/stream-translator.ts";
import type { AnswerContext } from "./answer-context.ts";
import { wholeResponse } from "./whole.ts";

export function answerTranslator(context: AnswerContext): AnswerTranslator {
  const id = `resp_${context.newId()}`;
  const stream = streamTranslator(id, context);
  return {
    whole(answer) {
      const response = wholeResponse(answer, id, context);
      return response === null ? null : writable(response);
    },
    event: stream.event,
    end: stream.end,
  };
}
