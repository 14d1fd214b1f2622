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

test.each([
  ["data: a\n\ndata: b\n\n", [{ data: "a" }, { data: "b" }]],
  ["\n\ndata: a\n\n\n", [{ data: "a" }]],
  ["data: a\ndata: b\ndata\n\n", [{ data: "a\nb\n" }]],
  ["event: e\ndata: a\n\ndata: b\n\n", [{ event: "e", data: "a" }, { data: "b" }]],
  ["event: e\n\ndata: a", [{ data: "a" }]],
  ["event: e\nevent\ndata: a\n\n", [{ event: "", data: "a" }]],
  ["event: e\nevents: f\ndatas: x\ndata: a\n\n", [{ event: "e", data: "a" }]],
  ["data: a\ndatas: x\ndata: b\n\n", [{ data: "a\nb" }]],
  ["retry: 5\nid: 7\n: comment\ndata: a\n\n", [{ data: "a" }]],
  ["data:a\n\ndata:  b\n\n", [{ data: "a" }, { data: " b" }]],
  ["event: e\r\ndata: a\r\n\r\ndata: b\r\r", [{ event: "e", data: "a" }, { data: "b" }]],
  ["\ufeffdata: a\n\n", [{ data: "a" }]],
  [": ping\n\n", []],
  ["", []],
])("%j", (text, events) => {
  expect(dataEvents(Buffer.from(text))).toEqual(events.map((event) => ({ event: null, ...event })));
});

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
