import { describe, expect, test } from "vitest";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { answers, playAttempts, type Script, times } from "../support/play-attempts.ts";

const healthy: Script = () => null;
const always =
  (outcome: Outcome): Script =>
  () =>
    outcome;
const play = (targets: readonly Script[], options: Partial<Parameters<typeof playAttempts>[0]> = {}) =>
  playAttempts({ clock: fakeClock(), targets, ...options });
const within = (asked: readonly { at: number }[], ms: number) => asked.filter(({ at }) => at <= ms).length;

describe.each([0, 0.5, 0.999])("with a jitter of %d", (random) => {
  test("rate-limited once, with a hint: the same target after about that time", () => {
    const { asked, answeredBy } = play([times(1, answers(429, 2_000)), healthy], { random });
    expect(answeredBy).toBe(0);
    expect(asked).toHaveLength(2);
    expect(asked[1]?.at).toBeGreaterThanOrEqual(2_000);
    expect(asked[1]?.at).toBeLessThanOrEqual(2_500);
  });

  test.each([0, 1, 2, 5])(
    "rate-limited for ever, without a hint, %d retries: few attempts, then the fallback",
    (retries) => {
      const { asked, answeredBy } = play([always(answers(429)), healthy], { random, limits: { retries } });
      expect(answeredBy).toBe(1);
      expect(within(asked, 3_000)).toBeLessThanOrEqual(4);
      expect(asked.filter(({ target }) => target === 0)).toHaveLength(retries + 1);
      if (retries <= 2) expect(asked.length).toBeLessThanOrEqual(6);
    },
  );

  test("rate-limited for ever, with a hint: one wait, then the fallback", () => {
    const { asked, answeredBy } = play([always(answers(429, 2_000)), healthy], { random });
    expect(answeredBy).toBe(1);
    expect(asked.map(({ target }) => target)).toEqual([0, 0, 1]);
  });

  test("rate-limited for ever, with a hint of zero, and no fallback: it ends after few attempts", () => {
    const { asked, answeredBy } = play([always(answers(429, 0))], { random });
    expect(answeredBy).toBe(null);
    expect(asked).toHaveLength(5);
    expect(within(asked, 3_000)).toBeLessThanOrEqual(4);
  });

  test("an error once: the same target again", () => {
    expect(play([times(1, answers(500)), healthy], { random })).toMatchObject({ answeredBy: 0, asked: { length: 2 } });
  });

  test("an error for ever: few attempts, then the fallback", () => {
    const { asked, answeredBy } = play([always(answers(503)), healthy], { random });
    expect(answeredBy).toBe(1);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  test("a connection that broke once: the same target, at once", () => {
    const { asked, answeredBy } = play([times(1, { kind: "connection" }), healthy], { random });
    expect([answeredBy, asked.length]).toEqual([0, 2]);
    expect(asked[1]?.at).toBeLessThan(50);
  });

  test.each<Outcome>([
    { kind: "timeout", of: "header" },
    { kind: "timeout", of: "first_token" },
    { kind: "invalid", reason: "cut" },
  ])("%o: never the same target twice", (outcome) => {
    expect(play([always(outcome), healthy], { random }).asked.map(({ target }) => target)).toEqual([0, 1]);
  });

  test("a hint above the silent wait: the next target, at once", () => {
    expect(play([always(answers(429, 31_000)), healthy], { random }).asked).toEqual([
      { at: 0, target: 0 },
      { at: 0, target: 1 },
    ]);
  });
});
