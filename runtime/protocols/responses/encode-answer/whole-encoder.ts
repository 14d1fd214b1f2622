import type { WholeEncoder } from "../../codec.ts";
import { jsonText } from "../../json/json-text.ts";
import type { AnswerHead } from "../../model/answer-sink.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { errorMembers } from "./error.ts";
import { NO_EVENTS } from "./event-writer.ts";
import { endingOf } from "./finish.ts";
import { createOutput } from "./output.ts";
import { responseText, tierIn } from "./response.ts";
import { usageOf } from "./usage.ts";

/** Writes an answer as one response, the same as at the end of its stream. */
export function wholeEncoder(options: AnswerOptions): WholeEncoder {
  const id = `resp_${options.newId()}`;
  const output = createOutput(NO_EVENTS, options);
  let head: AnswerHead | null = null;
  let answer: string | null = null;

  return {
    sink: {
      ...output,
      textEscaped: (piece) => output.textEscaped(piece.text()),
      start(given) {
        head ??= given;
      },
      finish(finish, usage, extras) {
        const { status, incomplete_details } = endingOf(finish);
        output.close(status);
        answer = responseText(
          id,
          head,
          options,
        )({
          status,
          error: null,
          incomplete_details,
          service_tier: tierIn(extras),
          output: output.items(),
          usage: usageOf(usage),
        });
      },
      fail(error) {
        answer = jsonText({ error: errorMembers(error) });
      },
    },
    text: () => answer,
  };
}
