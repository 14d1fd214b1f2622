import type { AnswerDecoder, AnswerHalves, StreamEncoder } from "../../../../runtime/protocols/codec.ts";
import { isObject, type JsonObject } from "../../../../runtime/protocols/json/json-object.ts";

/** What a client gets of one answer: whole, or event by event. */
export interface AnswerText {
  /** null where the upstream's is no answer. */
  whole(answer: JsonObject): JsonObject | null;
  event(data: JsonObject, name: string | null): string;
  end(done?: boolean): string;
}

export function answerText({ decode, encode }: AnswerHalves): AnswerText {
  let stream: (StreamEncoder & { readonly decoder: AnswerDecoder }) | null = null;
  const streamed = () => {
    if (stream === null) {
      const encoder = encode.stream();
      stream = { ...encoder, decoder: decode(encoder.sink) };
    }
    return stream;
  };
  return {
    whole(answer) {
      const { sink, text } = encode.whole();
      if (!decode(sink).whole(answer)) return null;
      const value: unknown = JSON.parse(text() ?? "null");
      return isObject(value) ? value : null;
    },
    event(data, name) {
      const { decoder, take } = streamed();
      decoder.event(data, name);
      return take().toString();
    },
    end(done = false) {
      const { decoder, take } = streamed();
      decoder.end(done ? "marker" : "close");
      return take().toString();
    },
  };
}
