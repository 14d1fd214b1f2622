import { beforeEach, describe, expect, test } from "vitest";
import { errands } from "../../runtime/workers/errands.ts";
import { createHub, type Hub } from "../../runtime/workers/hub.ts";
import type { ToWorker } from "../../runtime/workers/messages.ts";
import { fakeClock } from "../support/fake-clock.ts";

let hub: Hub;
let sent: (readonly [worker: number, message: ToWorker])[];

beforeEach(() => {
  sent = [];
  hub = createHub({
    clock: fakeClock(),
    errands,
    send: (number, messages) => void sent.push(...messages.map((message) => [number, message] as const)),
  });
  for (const number of [1, 2, 3]) hub.joined(number);
});

/** What has been sent since the last call. */
function news() {
  return sent.splice(0);
}

const cooldown = { kind: "cooldown", target: "one:m", reason: "429", until: 5 } as const;

describe("what one worker learns", () => {
  test("all others are told", () => {
    hub.take(1, { kind: "health", change: cooldown });
    expect(news()).toEqual([
      [2, { kind: "health", change: cooldown }],
      [3, { kind: "health", change: cooldown }],
    ]);
    hub.take(2, { kind: "session", key: "k", target: "one:m" });
    hub.take(3, { kind: "delete", key: "response:r" });
    expect(news().map(([number, { kind }]) => `${number} ${kind}`)).toEqual([
      "1 session",
      "3 session",
      "1 delete",
      "2 delete",
    ]);
  });

  test("those that come later are told at once: the latest of each target and session", () => {
    hub.take(1, { kind: "health", change: cooldown });
    hub.take(1, { kind: "health", change: { ...cooldown, until: 9 } });
    hub.take(1, { kind: "session", key: "k", target: null });
    hub.take(2, { kind: "session", key: "k", target: "two:m" });
    news();
    hub.left(1);
    hub.joined(1);
    expect(news()).toEqual([
      [1, { kind: "health", change: { ...cooldown, until: 9 } }],
      [1, { kind: "session", key: "k", target: "two:m" }],
    ]);
  });
});

describe("a record", () => {
  const get = { kind: "get", id: 7, key: "response:r" } as const;

  test("is there for all workers, and for those that come later", () => {
    hub.take(1, { kind: "put", key: "response:r", text: "{}" });
    hub.left(1);
    hub.take(2, get);
    expect(news()).toEqual([[2, { kind: "got", id: 7, text: "{}" }]]);
  });

  test("that is on its way is waited for", () => {
    hub.take(2, get);
    const asks = news();
    expect(asks.map(([number, { kind }]) => [number, kind])).toEqual([
      [1, "tell"],
      [3, "tell"],
    ]);
    const [, ask] = asks[0] ?? [];
    const told = { kind: "told", id: ask?.kind === "tell" ? ask.id : 0 } as const;
    hub.take(3, told);
    expect(news()).toEqual([]);
    hub.take(1, { kind: "put", key: "response:r", text: "late" });
    hub.take(1, told);
    expect(news()).toEqual([[2, { kind: "got", id: 7, text: "late" }]]);
    hub.take(1, told);
    expect(news()).toEqual([]);
  });

  test("that nobody has is missing once all have said so, or are gone", () => {
    hub.take(2, get);
    const [, ask] = news()[0] ?? [];
    hub.take(1, { kind: "told", id: ask?.kind === "tell" ? ask.id : 0 });
    hub.left(3);
    expect(news()).toEqual([[2, { kind: "got", id: 7, text: null }]]);
  });

  test("that is deleted is gone", () => {
    hub.take(1, { kind: "put", key: "response:r", text: "{}" });
    hub.take(1, { kind: "delete", key: "response:r" });
    hub.left(1);
    hub.left(3);
    news();
    hub.take(2, get);
    expect(news()).toEqual([[2, { kind: "got", id: 7, text: null }]]);
  });
});

describe("a task", () => {
  const want = { kind: "want", key: "t" } as const;
  const done = (isLasting: boolean) => ({ kind: "done", key: "t", result: "r", isLasting }) as const;

  test("is done by the first that wants it, and all get the result", () => {
    for (const number of [2, 1, 3]) hub.take(number, want);
    expect(news()).toEqual([[2, { kind: "do", key: "t" }]]);
    hub.take(2, done(true));
    expect(news()).toEqual([
      [1, { kind: "result", key: "t", result: "r" }],
      [3, { kind: "result", key: "t", result: "r" }],
    ]);
    hub.take(1, want);
    expect(news()).toEqual([[1, { kind: "result", key: "t", result: "r" }]]);
  });

  test("whose result does not last is done again", () => {
    hub.take(1, want);
    hub.take(1, done(false));
    news();
    hub.take(2, want);
    expect(news()).toEqual([[2, { kind: "do", key: "t" }]]);
  });

  test("of a worker that dies is done by the next", () => {
    for (const number of [1, 2, 3]) hub.take(number, want);
    news();
    hub.left(2);
    hub.left(1);
    expect(news()).toEqual([[3, { kind: "do", key: "t" }]]);
    hub.take(1, done(true));
    expect(news()).toEqual([]);
  });
});
