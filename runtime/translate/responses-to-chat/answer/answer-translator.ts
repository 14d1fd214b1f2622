import type { AnswerTranslator } from "../../translation.ts";
import { streamTranslator } from "../stream/stream-translator.ts";
import type { AnswerContext } from "./answer-context.ts";
import { wholeResponse } from "./whole.ts";

export function answerTranslator(context: AnswerContext): AnswerTranslator {
  const id = `resp_${context.newId()}`;
  const stream = streamTranslator(id, context);
  return {
    whole: (answer) => wholeResponse(answer, id, context),
    event: stream.event,
    end: stream.end,
  };
}
