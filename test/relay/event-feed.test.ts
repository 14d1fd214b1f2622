import { describe, expect, test } from "vitest";
import { EventFeed } from "../../runtime/relay/event-feed.ts";

const event = (text: string) => `data: ${text}\n\n`;

/** What each read let through. */
function fed(feed: EventFeed, ...reads: string[]): string[] {
  return reads.map((read) => {
    feed.push(Buffer.from(read));
    return feed.take().toString();
  });
}

describe("whole events are taken", () => {
  test.each<[what: string, reads: string[], taken: string[]]>([
    ["one in a read", [event("a"), event("b")], [event("a"), event("b")]],
    ["the start of the next waits", [`${event("a")}dat`, "a: b\n\n"], [event("a"), event("b")]],
    ["cut in many places", ["da", "ta", ": a", "\n", "\n"], ["", "", "", "", event("a")]],
    ["cut between the two ends of a line", ["data: a\r\n\r", "\n"], ["", "data: a\r\n\r\n"]],
    ["a short read before the last", ["data: abcdef\n", "\n"], ["", "data: abcdef\n\n"]],
    ["a line in each read, the last of them empty", ["data", ": ab", "cd\n", "\n"], ["", "", "", "data: abcd\n\n"]],
    ["a read that is hardly longer than the blank line", ["data: a\r", "b:\n", "\n"], ["", "", "data: a\rb:\n\n"]],
    ["each byte by itself", [..."a: b\r\n\r\n"], ["", "", "", "", "", "", "", "a: b\r\n\r\n"]],
    ["three bytes to the end", ["data: abc\r", "\n\r", "\n"], ["", "", "data: abc\r\n\r\n"]],
  ])("%s", (_, reads, taken) => {
    expect(fed(new EventFeed(), ...reads)).toEqual(taken);
  });

  test("several reads at once, and nothing where there was none", () => {
    const feed = new EventFeed();
    expect(feed.take()).toHaveLength(0);
    expect([feed.push(Buffer.from("data: a\n")), feed.push(Buffer.from("\ndata"))]).toEqual([true, false]);
    expect([feed.take().toString(), feed.rest().toString()]).toEqual([event("a"), "data"]);
    expect(feed.push(Buffer.from(": b\n\n"))).toBe(true);
  });

  test("what was cleared does not come back", () => {
    const feed = new EventFeed();
    fed(feed, "data: par");
    feed.push(Buffer.from("queued"));
    feed.clear();
    expect([feed.rest().length, feed.take().length]).toEqual([0, 0]);
    expect(fed(feed, event("a"))).toEqual([event("a")]);
  });

  test("an event of 16 MiB is not overlong, and one byte more is", () => {
    const feed = new EventFeed();
    fed(feed, "x".repeat(1 << 24));
    expect(feed.overlong).toBe(false);
    fed(feed, "x");
    expect(feed.overlong).toBe(true);
  });
});

test.each<[starts: boolean, reads: string[]]>([
  [true, ['{"a"']],
  [true, ["[1"]],
  [true, ["\n {"]],
  [true, ["\ufeff{"]],
  [true, ["{", "}"]],
  [false, ["data: {"]],
  [false, [": ping"]],
  [false, [event("a"), "{"]],
  [false, []],
])("%s: %j may be the start of JSON", (starts, reads) => {
  const feed = new EventFeed();
  fed(feed, ...reads);
  expect(feed.startsAsJson()).toBe(starts);
});

describe("the end of a stream is judged by", () => {
  test("the last two takes, and all behind them", () => {
    const feed = new EventFeed();
    fed(feed, event("a"), event("b"), event("c"), "data: d");
    feed.push(Buffer.from("e"));
    expect(feed.tail().toString()).toBe(`${event("b")}${event("c")}data: de`);
    expect(feed.wholeTail().toString()).toBe(event("b") + event("c"));
  });

  test("no comments, but by data among them", () => {
    const feed = new EventFeed();
    fed(feed, event("a"), event("b"), ": alive\n\n", ": alive\n\n");
    expect(feed.tail().toString()).toBe(event("a") + event("b"));
    const mixed = `: alive\n\n${event("c")}`;
    fed(feed, mixed);
    expect(feed.wholeTail().toString()).toBe(event("b") + mixed);
  });

  test("the beginning too, where it is kept", () => {
    const feed = new EventFeed(10);
    expect(feed.tail()).toHaveLength(0);
    fed(feed, event("first"), event("b"), event("c"), event("d"));
    expect(feed.tail().toString()).toBe(`data: firs\n\n${event("c")}${event("d")}`);
    expect(feed.wholeTail().toString()).toBe(`data: firs\n\n${event("c")}${event("d")}`);
  });

  test("the last 4 KiB of short events", () => {
    const feed = new EventFeed();
    const short = event("x".repeat(92));
    const read = short.repeat(50);
    fed(feed, read);
    expect(feed.tail().toString()).toBe(read.slice(-4096));
  });

  test("both ends of a long event", () => {
    const feed = new EventFeed();
    const long = event(`name${"x".repeat(6000)}end`);
    fed(feed, event("a") + long);
    expect(feed.tail().toString()).toBe(`${long.slice(0, 512)}\n\n${long.slice(-4096)}`);
  });

  test.each([4095, 4096])("all of one of %i bytes", (length) => {
    const feed = new EventFeed();
    const last = event("x".repeat(length - event("").length));
    fed(feed, last);
    expect(feed.tail().toString()).toBe(last);
    fed(feed, event("a") + last);
    expect(feed.wholeTail().toString()).toBe(last + (event("a") + last).slice(-4096));
  });
});
