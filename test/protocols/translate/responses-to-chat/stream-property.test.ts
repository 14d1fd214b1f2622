import fc from "fast-check";
import { expect, test } from "vitest";
import { streamedCompletions } from "../support/chat-stream.ts";
import { readResponseStream } from "../support/read-response-stream.ts";
import { backOf, streamed } from "../support/translate-responses.ts";

/** Ids are made as items come, in a stream and in a whole answer alike, but for those that nobody gave a name. */
function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, member) => (key === "id" ? "id" : member));
}

test("a stream has the same content as the whole answer, in its pieces, in its items and at its end", () => {
  fc.assert(
    fc.property(streamedCompletions, ({ completion, chunks, customTools }) => {
      const fields = { tools: customTools.map((name) => ({ type: "custom", name })) };
      const whole = withoutIds(backOf(fields).whole(completion));
      const { response, built, done } = readResponseStream(streamed(chunks, fields));
      expect(withoutIds(response)).toEqual(whole);
      expect(done).toEqual(response?.output);
      expect(built).toEqual(response?.output);
    }),
    { numRuns: 1000 },
  );
});
