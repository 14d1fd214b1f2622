import fc from "fast-check";
import { expect, test } from "vitest";
import type { Verdict } from "../../runtime/failure/classify.ts";
import { nextStep, type Step, type StepInput } from "../../runtime/routing/next-step.ts";

const input: StepInput = {
  verdict: "retry",
  dontRetry: false,
  retryAfter: null,
  hasNext: true,
  retried: 0,
  waited: 0,
  hops: 0,
  attempts: 1,
  elapsed: 0,
  random: 0,
  limits: {
    enabled: true,
    retries: 1,
    minRetryWait: 1,
    totalTimeoutBudget: 90,
    maxFailoverHops: 5,
    maxSilentWait: 30,
    keepaliveInterval: 8,
  },
};

const ADVANCE: Step = { kind: "advance" };
const FINISH: Step = { kind: "finish" };
const retry = (waitMs: number): Step => ({ kind: "retry", waitMs, hinted: false });
const wait = (waitMs: number): Step => ({ kind: "retry", waitMs, hinted: true });
type Change = Omit<Partial<StepInput>, "limits"> & { readonly limits?: Partial<StepInput["limits"]> };

const limited = (retryAfter: number | null, change: Change = {}): Change => ({
  verdict: "limited",
  retryAfter,
  ...change,
});

const table: readonly (readonly [what: string, change: Change, step: Step])[] = [
  ["a failure that may pass", {}, retry(1_000)],
  ["with the most jitter", { random: 1 }, retry(1_500)],
  ["a second time", { retried: 1, limits: { retries: 2 } }, retry(2_000)],
  ["a third time", { retried: 2, limits: { retries: 3 } }, retry(4_000)],
  ["the tries are used up", { retried: 1 }, ADVANCE],
  ["no tries at all", { limits: { retries: 0 } }, ADVANCE],
  ["the tries are used up, and there is no other", { retried: 1, hasNext: false }, FINISH],
  ["there is no other, but tries are left", { hasNext: false }, retry(1_000)],
  ["a failure that may pass, with a hint", { retryAfter: 5_000 }, retry(5_000)],
  ["a failure that may pass, with a hint below the usual wait", { retryAfter: 500 }, retry(1_000)],
  ["a failure that may pass, with a hint too long", { retryAfter: 30_001 }, ADVANCE],
  ["a broken connection: at once", { verdict: "reconnect" }, retry(25)],
  ["a broken connection, again", { verdict: "reconnect", retried: 1 }, ADVANCE],
  ["a target that will not do", { verdict: "advance" }, ADVANCE],
  ["a target that will not do, and there is no other", { verdict: "advance", hasNext: false }, FINISH],
  ["a target that will not do, hint or not", { verdict: "advance", retryAfter: 1_000 }, ADVANCE],
  ["a dead key", { verdict: "dead_key" }, ADVANCE],
  ["a dead key, and there is no other", { verdict: "dead_key", hasNext: false }, FINISH],
  ["an unknown model", { verdict: "unknown_model" }, ADVANCE],
  ["too long for the model", { verdict: "too_long" }, ADVANCE],
  ["too long for the model, and there is no larger", { verdict: "too_long", hasNext: false }, FINISH],
  ["too many requests, no hint", limited(null), retry(1_000)],
  ["too many requests, no hint, again", limited(null, { retried: 1 }), ADVANCE],
  ["too many requests, no hint, after a hinted wait", limited(null, { waited: 1 }), retry(1_000)],
  ["too many requests, a hint", limited(2_000), wait(2_000)],
  ["too many requests, a hint, with the most jitter", limited(2_000, { random: 1 }), wait(2_200)],
  ["too many requests, a long hint, with the most jitter", limited(30_000, { random: 1 }), wait(31_000)],
  ["too many requests, now", limited(0), wait(25)],
  ["too many requests, now, again", limited(0, { waited: 1, hasNext: false }), wait(1_000)],
  ["too many requests, a hint, with no tries", limited(2_000, { limits: { retries: 0 } }), wait(2_000)],
  ["too many requests, a hint, after other tries", limited(2_000, { retried: 1 }), wait(2_000)],
  ["too many requests, a second hint", limited(2_000, { waited: 1 }), ADVANCE],
  [
    "too many requests, a second hint, and there is no other",
    limited(2_000, { waited: 1, hasNext: false }),
    wait(2_000),
  ],
  ["too many requests, a second hint, and no hop is left", limited(2_000, { waited: 1, hops: 5 }), wait(2_000)],
  [
    "too many requests, a fourth hint, and there is no other",
    limited(2_000, { waited: 3, hasNext: false }),
    wait(2_000),
  ],
  ["too many requests, a fifth hint, and there is no other", limited(2_000, { waited: 4, hasNext: false }), FINISH],
  ["too many requests, the longest hint", limited(30_000), wait(30_000)],
  ["too many requests, a hint too long", limited(30_001), ADVANCE],
  ["too many requests, a hint too long, and there is no other", limited(30_001, { hasNext: false }), FINISH],
  ["too many requests, a hint beyond the budget", limited(20_000, { elapsed: 70_000 }), ADVANCE],
  [
    "too many requests, a hint beyond the budget, no other",
    limited(20_000, { elapsed: 70_000, hasNext: false }),
    FINISH,
  ],
  ["too many requests, no silent wait wanted", limited(1_000, { limits: { maxSilentWait: 0 } }), ADVANCE],
  ["the last hop", { verdict: "advance", hops: 4 }, ADVANCE],
  ["no hop left", { verdict: "advance", hops: 5 }, FINISH],
  ["no hops at all", { verdict: "advance", limits: { maxFailoverHops: 0 } }, FINISH],
  ["no hop left, but a try", { hops: 5 }, retry(1_000)],
  ["the client's own doing", { verdict: "final" }, FINISH],
  ["switched off", { limits: { enabled: false } }, FINISH],
  ["switched off, another would do", { verdict: "advance", limits: { enabled: false } }, FINISH],
  ["switched off, a hint", limited(1_000, { limits: { enabled: false } }), FINISH],
  ["the budget is spent", { elapsed: 90_000 }, FINISH],
  ["the budget is spent, another would do", { verdict: "advance", elapsed: 90_001 }, FINISH],
  ["the wait does not fit in the budget: the next, at once", { elapsed: 89_500 }, ADVANCE],
  ["the wait does not fit, and there is no other", { elapsed: 89_500, hasNext: false }, FINISH],
  ["no wait between tries", { limits: { minRetryWait: 0 } }, retry(0)],
  ["the wait just fits", { elapsed: 88_999 }, retry(1_000)],
  ["the upstream wants no retry", { dontRetry: true }, ADVANCE],
  ["nor after the wait that it names", { dontRetry: true, verdict: "limited", retryAfter: 1_000 }, ADVANCE],
  ["nor over a new connection", { dontRetry: true, verdict: "reconnect" }, ADVANCE],
  ["the upstream wants no retry, and there is no other", { dontRetry: true, hasNext: false }, FINISH],
];

test.each(table)("%s", (_, { limits, ...change }, step) => {
  expect(nextStep({ ...input, ...change, limits: { ...input.limits, ...limits } })).toEqual(step);
});

test("ends within its limits, whatever happens", () => {
  const limits = fc.record({
    enabled: fc.constant(true),
    retries: fc.nat(4),
    minRetryWait: fc.double({ min: 0, max: 10, noNaN: true }),
    totalTimeoutBudget: fc.double({ min: 0, max: 100, noNaN: true }),
    maxFailoverHops: fc.nat(6),
    maxSilentWait: fc.double({ min: 0, max: 60, noNaN: true }),
    keepaliveInterval: fc.constant(8),
  });
  const verdict = fc.constantFrom<Verdict>("retry", "reconnect", "limited", "advance", "dead_key", "unknown_model");
  const failure = fc.record({ verdict, retryAfter: fc.option(fc.nat(100_000)) });
  fc.assert(
    fc.property(
      limits,
      fc.array(failure, { minLength: 100, maxLength: 100 }),
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (given, all, targets, random) => {
        let [index, retried, waited, elapsed, attempts, ended] = [0, 0, 0, 0, 1, false];
        for (const failed of all) {
          const hasNext = index + 1 < targets;
          const step = nextStep({
            ...failed,
            dontRetry: false,
            hasNext,
            retried,
            waited,
            hops: index,
            attempts: 1,
            elapsed,
            random,
            limits: given,
          });
          ended = step.kind === "finish";
          if (ended) break;
          attempts++;
          if (step.kind === "retry") {
            if (step.hinted) waited++;
            else retried++;
            elapsed += step.waitMs;
          } else if (step.kind === "advance") {
            index++;
            retried = 0;
            waited = 0;
          }
        }
        expect(ended).toBe(true);
        expect(index).toBeLessThan(targets);
        expect(index).toBeLessThanOrEqual(given.maxFailoverHops);
        expect(attempts).toBeLessThanOrEqual((index + 1) * (given.retries + 2) + 3);
        expect(elapsed).toBeLessThanOrEqual(given.totalTimeoutBudget * 1_000);
      },
    ),
  );
});
