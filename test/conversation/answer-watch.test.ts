import { expect, test } from "vitest";
import { AnswerWatch } from "../../runtime/conversation/answer-watch.ts";
import { eventsOf, messageItem, responseOf } from "./support/keeper.ts";
import { passed } from "./support/passed.ts";
import { eventsIn } from "./support/responses-client.ts";

type Json = Readonly<Record<string, unknown>>;

const response = responseOf("resp_1", { model: "m" }, "said — “response.completed”");
const STREAM = "text/event-stream";

function textOf(events: readonly Json[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
}

interface Watching {
  readonly type?: string;
  readonly status?: number;
  readonly previous?: string | null;
}

function watch(chunks: readonly Buffer[], { type = STREAM, status = 200, previous = null }: Watching = {}) {
  const kept: Json[] = [];
  const { events, log } = passed();
  /** What had been passed on when the response was stored. */
  let before: string | null = null;
  const keep = (found: Json) => {
    before ??= log.text;
    kept.push(found);
  };
  const watched = new AnswerWatch(events, { keep, previous });
  watched.onHeaders(status, ["content-type", type], () => {});
  for (const chunk of chunks) watched.onData(chunk);
  watched.onComplete();
  return { kept, text: log.text, ended: log.ended, before };
}

function* cuts(text: string): Generator<readonly Buffer[]> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 1) yield [bytes.subarray(0, at), bytes.subarray(at)];
}

test("a stream passes unchanged, wherever reads end, and its response is stored before its end is passed on", () => {
  const text = textOf(eventsOf(response));
  for (const chunks of cuts(text)) {
    const { kept, text: out, ended, before } = watch(chunks);
    expect([kept, out === text, ended]).toEqual([[response], true, true]);
    // Whole events are what the client gets of it.
    expect(before === text).toBe(false);
  }
});

test("if it continues another response, every event that contains the response says so, and no other event changes", () => {
  const events = eventsOf(response);
  const told = events.map((event) =>
    event.response === undefined
      ? event
      : { ...event, response: { ...(event.response as Json), previous_response_id: "resp_0" } },
  );
  for (const chunks of cuts(textOf(events))) {
    const { kept, text } = watch(chunks, { previous: "resp_0" });
    expect([kept, eventsIn(text)]).toEqual([[{ ...response, previous_response_id: "resp_0" }], told]);
  }
});

test("items that the last event leaves out are taken from the single events", () => {
  const items = [messageItem("msg_1", "a"), messageItem("msg_2", "b")];
  const events = [
    { type: "response.created", response: { ...response, output: [] } },
    ...items.map((item, output_index) => ({ type: "response.output_item.done", output_index, item })).reverse(),
    { type: "response.completed", response: { ...response, output: [] } },
  ];
  expect(watch([Buffer.from(textOf(events))]).kept).toEqual([{ ...response, output: items }]);
  const nameless = textOf(events).replaceAll(/^event: .*\n/gm, "");
  expect(watch([Buffer.from(nameless)]).kept).toEqual([{ ...response, output: items }]);
});

test("a last event that ends with the connection counts; an incomplete one does not, nor does a failed response", () => {
  const text = textOf(eventsOf(response));
  for (const previous of [null, "resp_0"]) {
    expect(watch([Buffer.from(text.trimEnd())], { previous }).kept).toHaveLength(1);
    const cut = watch([Buffer.from(text.slice(0, -20))], { previous });
    expect(cut.kept).toEqual([]);
    expect(cut.text.endsWith(text.slice(-60, -20))).toBe(true);
  }
  expect(watch([Buffer.from(textOf(eventsOf({ ...response, status: "failed" })))]).kept).toEqual([]);
});

test("a whole answer is stored, and names the response that it continues", () => {
  const text = JSON.stringify(response);
  for (const chunks of cuts(text)) {
    const plain = watch(chunks, { type: "application/json" });
    expect([plain.kept, plain.text, plain.ended]).toEqual([[response], text, true]);
    const going = watch(chunks, { type: "application/json", previous: "resp_0" });
    expect(JSON.parse(going.text)).toEqual({ ...response, previous_response_id: "resp_0" });
    expect(going.kept).toEqual([JSON.parse(going.text)]);
  }
});

test("errors and other bodies pass unchanged", () => {
  const error = JSON.stringify({ error: { message: "no" } });
  for (const previous of [null, "resp_0"]) {
    const refused = watch([Buffer.from(error)], { type: "application/json", status: 400, previous });
    expect([refused.kept, refused.text]).toEqual([[], error]);
    const odd = watch([Buffer.from("no JSON")], { type: "application/json", previous });
    expect([odd.kept, odd.text]).toEqual([[], "no JSON"]);
  }
});

test("a stream of ten thousand words is never held", () => {
  const delta = textOf([{ type: "response.output_text.delta", item_id: "msg_1", delta: "word ".repeat(50) }]);
  let held = 0;
  const { events } = passed();
  const onData = (chunk: Buffer): boolean => {
    held -= chunk.length;
    return true;
  };
  const counted = { ...events, onData };
  const watched = new AnswerWatch(counted, { keep: () => {}, previous: "resp_0" });
  watched.onHeaders(200, ["content-type", STREAM], () => {});
  let most = 0;
  for (let count = 0; count < 10_000; count += 1) {
    const chunk = Buffer.from(delta);
    held += chunk.length;
    watched.onData(chunk);
    most = Math.max(most, held);
  }
  expect(most).toBeLessThanOrEqual(delta.length);
});
