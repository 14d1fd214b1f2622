import { expect, test } from "vitest";
import { OriginWatch } from "../../runtime/conversation/origin-watch.ts";
import { eventsOf, responseOf } from "./support/keeper.ts";
import { passed } from "./support/passed.ts";

const response = responseOf("resp_0123456789abcdef", { model: "m" }, "said");
const STREAM = "text/event-stream; charset=utf-8";

function streamText(events: readonly Readonly<Record<string, unknown>>[], newline = "\n"): string {
  return events
    .map((event) => `event: ${event.type}${newline}data: ${JSON.stringify(event)}${newline}${newline}`)
    .join("");
}

/** The ids that are found, and the bytes that come out. */
function watch(type: string, chunks: readonly string[], status = 200) {
  const ids: string[] = [];
  const { events, log } = passed();
  const watched = new OriginWatch(events, (id) => ids.push(id));
  watched.onHeaders(status, ["content-type", type], () => {});
  for (const chunk of chunks) watched.onData(Buffer.from(chunk));
  watched.onComplete();
  return { ids, text: log.text, ended: log.ended };
}

test.each([
  ["as the API writes it", streamText(eventsOf(response))],
  ["with other line ends", streamText(eventsOf(response), "\r\n")],
  ["behind comments", `: hello\n\n: still here\n\n${streamText(eventsOf(response))}`],
  ["without names of events", streamText(eventsOf(response)).replaceAll(/^event: .*\n/gm, "")],
  [
    "with members in another order",
    streamText([{ response: { object: "response", ...response }, type: "response.created" }]),
  ],
  [
    "behind a text that looks like it",
    streamText([
      { type: "response.created", response: { instructions: '"response":{"id":"resp_false"', ...response } },
    ]),
  ],
])("a stream's id is found wherever a read ends, %s", (_, text) => {
  for (let at = 0; at < text.length; at += 1) {
    const seen = watch(STREAM, [text.slice(0, at), text.slice(at)]);
    expect([at, seen.ids, seen.text === text, seen.ended]).toEqual([at, [response.id], true, true]);
  }
});

test("a whole answer's id is found wherever a read ends, and at any position among the members", () => {
  const others = { object: "response", metadata: { id: "resp_false" }, ...response };
  for (const answer of [response, others]) {
    for (const text of [JSON.stringify(answer), JSON.stringify(answer, null, 2)]) {
      for (let at = 0; at < text.length; at += 1) {
        const seen = watch("application/json", [text.slice(0, at), text.slice(at)]);
        expect([at, seen.ids, seen.text === text, seen.ended]).toEqual([at, [response.id], true, true]);
      }
    }
  }
});

test("errors, other bodies and invalid ids are ignored", () => {
  expect(watch("application/json", [JSON.stringify(response)], 400).ids).toEqual([]);
  expect(watch("application/json", ["no JSON"]).ids).toEqual([]);
  expect(watch("application/json", ['{"id":7}']).ids).toEqual([]);
  expect(watch("application/json", [`{"id":"${"x".repeat(300)}"}`]).ids).toEqual([]);
  expect(watch(STREAM, ["data: {\n\n", "data: [DONE]\n\n"]).ids).toEqual([]);
  expect(watch(STREAM, ["data: {}\n\n".repeat(100)]).ids).toEqual([]);
});

test("an answer whose id is not in its first megabyte is not held", () => {
  const filler = `data: {"type":"ping","pad":"${"x".repeat(60_000)}"}\n\n`;
  const late = [...new Array<string>(20).fill(filler), streamText(eventsOf(response))];
  const seen = watch(STREAM, late);
  expect([seen.ids, seen.text]).toEqual([[], late.join("")]);
});
