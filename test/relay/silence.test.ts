import { describe, expect, test } from "vitest";
import { silenceOutcome, silenceStep } from "../../runtime/relay/silence.ts";
import { SilenceWatch } from "../../runtime/relay/silence-watch.ts";
import type { EventSink } from "../../runtime/relay/sink.ts";
import { createSweeper } from "../../runtime/relay/sweeper.ts";
import { fakeClock } from "../support/fake-clock.ts";

test.each([
  [0, null, "wait", "wait"],
  [999, null, "wait", "wait"],
  [1000, null, "wait", "check"],
  [1000, null, "check", "wait"],
  [14_999, null, "check", "wait"],
  [15_000, null, "check", "settle"],
  [15_000, null, "settle", "wait"],
  [1e9, null, "settle", "wait"],
  [299, 300, "wait", "wait"],
  [300, 300, "wait", "expired"],
  [300, 300, "check", "expired"],
  [1000, 2000, "wait", "check"],
  [1999, 2000, "check", "wait"],
  [2000, 2000, "check", "expired"],
  [60_000, 60_000, "settle", "expired"],
  [0, 0, "wait", "expired"],
] as const)("silent for %d ms of %s, after %s: %s", (quiet, limit, last, step) => {
  expect(silenceStep({ quiet, limit, end: 15_000, last })).toBe(step);
});

test("a stream whose end need not be waited for is only checked once", () => {
  expect(silenceStep({ quiet: 500, limit: null, end: 500, last: "wait" })).toBe("settle");
  expect(silenceStep({ quiet: 1000, limit: null, end: 500, last: "settle" })).toBe("wait");
});

test.each([
  ["check", "open", "wait"],
  ["check", "finished", "wait"],
  ["check", "complete", "wait"],
  ["check", "done", "ended"],
  ["settle", "open", "wait"],
  ["settle", "finished", "wait"],
  ["settle", "complete", "ended"],
  ["settle", "done", "ended"],
  ["expired", "open", "timeout"],
  ["expired", "finished", "timeout"],
  ["expired", "complete", "ended"],
  ["expired", "done", "ended"],
] as const)("%s of a stream that is %s: %s", (step, progress, outcome) => {
  expect(silenceOutcome({ step, progress })).toBe(outcome);
});

describe("the watch over a stream", () => {
  function watch(limit: number | null, end = 15_000) {
    const clock = fakeClock();
    const sink = { blocked: false };
    const steps: string[] = [];
    const it = new SilenceWatch({
      sweeper: createSweeper(clock),
      // The only member of a sink that it reads.
      sink: sink as EventSink,
      limit,
      end,
      onQuiet: (step) => void steps.push(`${step} ${clock.now()}`),
    });
    return { clock, sink, steps, it };
  }

  test("checks for its end once, and ends it when the limit has passed", () => {
    const { clock, steps } = watch(1500);
    clock.advance(1650);
    // The first look begins the silence.
    expect(steps).toEqual(["check 1100", "expired 1600"]);
  });

  test("checks again when the end has been waited for long enough", () => {
    const { clock, steps } = watch(null, 2000);
    clock.advance(5000);
    expect(steps).toEqual(["check 1100", "settle 2100"]);
  });

  test("starts anew with each piece of data", () => {
    const { clock, steps, it } = watch(300);
    for (let i = 0; i < 20; i++) {
      it.moved = true;
      clock.advance(250);
    }
    expect(steps).toEqual([]);
    clock.advance(100);
    expect(steps).toEqual(["expired 5100"]);
  });

  test("checks for the end again after more data", () => {
    const { clock, steps, it } = watch(null);
    clock.advance(1200);
    it.moved = true;
    clock.advance(1200);
    expect(steps).toEqual(["check 1100", "check 2300"]);
  });

  test("does not count silence while the client is not reading", () => {
    const { clock, sink, steps } = watch(300);
    sink.blocked = true;
    clock.advance(5000);
    sink.blocked = false;
    expect(steps).toEqual([]);
    clock.advance(300);
    expect(steps).toEqual(["expired 5300"]);
  });

  test("ends when it is stopped", () => {
    const { clock, steps, it } = watch(300);
    it.stop();
    clock.advance(5000);
    expect([steps, clock.pending]).toEqual([[], 0]);
  });
});

test("all streams are looked at ten times a second, however many there are and whenever they began", () => {
  const clock = fakeClock();
  const sweeper = createSweeper(clock);
  const looks: string[] = [];
  const stream = (name: string) => ({ look: (now: number) => void looks.push(`${name} ${now}`) });
  const [a, b, c] = [stream("a"), stream("b"), stream("c")];
  sweeper.watch(a);
  clock.advance(50);
  sweeper.watch(b);
  clock.advance(100);
  sweeper.watch(c);
  clock.advance(150);
  expect(looks).toEqual(["a 100", "b 100", "a 200", "b 200", "c 200", "a 300", "b 300", "c 300"]);
  for (const each of [a, b, c]) sweeper.forget(each);
  clock.advance(1000);
  expect([looks.length, clock.pending]).toEqual([8, 0]);
  sweeper.watch(a);
  clock.advance(100);
  expect(looks.at(-1)).toBe("a 1400");
});
