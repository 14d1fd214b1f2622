import fc from "fast-check";
import { expect, test } from "vitest";
import { dataEvents } from "../../../runtime/protocols/sse/data-events.ts";
import { eventsIn } from "../../../runtime/protocols/sse/event-reader.ts";

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      "data: ",
      "data:",
      "data",
      "dataset: x",
      "event: a",
      "event",
      "events: b",
      "id: 1",
      ": c",
      "\n",
      "\n\n",
      "\r\n",
      "\r",
    ),
    fc.constantFrom('{"a":1}', "[DONE]", "é", "🙂", " ", "\ufeff"),
    fc.string(),
  ),
  { maxLength: 30 },
);

test("events are the same as when they are read one by one", () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const bytes = Buffer.from(parts.join(""));
      const expected = eventsIn(bytes).flatMap(({ event, data }) => (data === null ? [] : [{ event, data }]));
      expect(dataEvents(bytes).map(({ event, data }) => ({ event, data }))).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});
