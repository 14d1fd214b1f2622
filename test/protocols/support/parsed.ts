import { answerReader } from "../../../runtime/protocols/answer-reader.ts";
import type { AnswerDecoder } from "../../../runtime/protocols/codec.ts";

/** How many of a stream's events are parsed: those that differ from the last one only in a text are not. */
export function parsedOf(decoder: AnswerDecoder, events: readonly object[]): number {
  let parsed = 0;
  const counted: AnswerDecoder = {
    ...decoder,
    event(data, name) {
      parsed++;
      decoder.event(data, name);
    },
  };
  answerReader(counted).read(Buffer.from(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")));
  return parsed;
}
