import type { AnswerDecoder } from "./codec.ts";
import { listedError } from "./is-error.ts";
import { parseObject } from "./json/json-object.ts";
import { dataEvents } from "./sse/data-events.ts";
import { type TextEvent, textEventIn } from "./sse/text-event.ts";

/** Passes the events of a stream to its decoder. */
export interface AnswerReader {
  /** Takes complete events. false if one cannot be read: earlier ones have been decoded, later ones are not. */
  read(bytes: Buffer): boolean;
}

const BLANK_LINE = "\n\n";
/** How many templates of a stream may be made without matching the next event. */
const MOST_MISSES = 8;

export function answerReader(decoder: AnswerDecoder): AnswerReader {
  /** The last event, if it was plain text. */
  let template: TextEvent | null = null;
  let misses = 0;

  const readParsed = (bytes: Buffer): boolean => {
    for (const { event, data } of dataEvents(bytes)) {
      const word = data.trim();
      if (word === "") continue;
      template = null;
      if (word === decoder.endMark) {
        decoder.end("marker");
        continue;
      }
      if (decoder.skips(event)) continue;
      const value = parseObject(data) ?? listedError(data);
      if (value === null) return false;
      decoder.event(value, event);
      if (decoder.plainText() && misses++ < MOST_MISSES) template = textEventIn(bytes, decoder.textEvent);
    }
    return true;
  };

  return {
    read(bytes) {
      const { length } = bytes;
      for (let at = 0; at < length; ) {
        const like = template === null ? 0 : template.match(bytes, at);
        if (like > 0 && template !== null) {
          if (template.to > template.from) decoder.textEscaped(template);
          misses = 0;
          at = like;
          continue;
        }
        const blank = bytes.indexOf(BLANK_LINE, at);
        const end = blank < 0 ? length : blank + BLANK_LINE.length;
        const event = bytes.subarray(at, end);
        if (!readParsed(event)) return false;
        at = end;
      }
      return true;
    },
  };
}
