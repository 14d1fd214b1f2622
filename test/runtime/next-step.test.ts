import fc from "fast-check";
import { expect, test } from "vitest";
import type { Verdict } from "../../runtime/routing/classify.ts";
import { nextStep, type Step, type StepInput } from "../../runtime/routing/next-step.ts";

const input: StepInput = {
  verdict: "retry",
  hasNext: true,
  retried: 0,
  hops: 0,
  elapsed: 0,
  random: 0,
  limits: { enabled: true, retries: 1, minRetryWait: 1, totalTimeoutBudget: 90, maxFailoverHops: 5 },
};

const ADVANCE: Step = { kind: "advance" };
const FINISH: Step = { kind: "finish" };
const retry = (waitMs: number): Step => ({ kind: "retry", waitMs });
type Change = Omit<Partial<StepInput>, "limits"> & { readonly limits?: Partial<StepInput["limits"]> };

const table: readonly (readonly [what: string, change: Change, step: Step])[] = [
  ["a failure that may pass", {}, retry(1_000)],
  ["with the most jitter", { random: 1 }, retry(1_500)],
  ["a second time", { retried: 1, limits: { retries: 2 } }, retry(2_000)],
  ["a third time", { retried: 2, limits: { retries: 3 } }, retry(4_000)],
  ["the tries are used up", { retried: 1 }, ADVANCE],
  ["no tries at all", { limits: { retries: 0 } }, ADVANCE],
  ["the tries are used up, and there is no other", { retried: 1, hasNext: false }, FINISH],
  ["there is no other, but tries are left", { hasNext: false }, retry(1_000)],
  ["a broken connection: at once", { verdict: "reconnect" }, retry(25)],
  ["a broken connection, again", { verdict: "reconnect", retried: 1 }, ADVANCE],
  ["a target that will not do", { verdict: "advance" }, ADVANCE],
  ["a target that will not do, and there is no other", { verdict: "advance", hasNext: false }, FINISH],
  ["the last hop", { verdict: "advance", hops: 4 }, ADVANCE],
  ["no hop left", { verdict: "advance", hops: 5 }, FINISH],
  ["no hops at all", { verdict: "advance", limits: { maxFailoverHops: 0 } }, FINISH],
  ["no hop left, but a try", { hops: 5 }, retry(1_000)],
  ["the client's own doing", { verdict: "final" }, FINISH],
  ["switched off", { limits: { enabled: false } }, FINISH],
  ["switched off, another would do", { verdict: "advance", limits: { enabled: false } }, FINISH],
  ["the budget is spent", { elapsed: 90_000 }, FINISH],
  ["the budget is spent, another would do", { verdict: "advance", elapsed: 90_001 }, FINISH],
  ["the wait does not fit in the budget: the next, at once", { elapsed: 89_500 }, ADVANCE],
  ["the wait does not fit, and there is no other", { elapsed: 89_500, hasNext: false }, FINISH],
  ["the wait just fits", { elapsed: 88_999 }, retry(1_000)],
];

test.each(table)("%s", (_, { limits, ...change }, step) => {
  expect(nextStep({ ...input, ...change, limits: { ...input.limits, ...limits } })).toEqual(step);
});

test("comes to an end within its limits, whatever happens", () => {
  const limits = fc.record({
    enabled: fc.constant(true),
    retries: fc.nat(4),
    minRetryWait: fc.double({ min: 0, max: 10, noNaN: true }),
    totalTimeoutBudget: fc.double({ min: 0, max: 100, noNaN: true }),
    maxFailoverHops: fc.nat(6),
  });
  const verdicts = fc.array(fc.constantFrom<Verdict>("retry", "reconnect", "advance"), {
    minLength: 60,
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      limits,
      verdicts,
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0, max: 0.99 }),
      (given, all, targets, random) => {
        let [index, retried, elapsed, attempts] = [0, 0, 0, 1];
        for (const verdict of all) {
          const hasNext = index + 1 < targets;
          const step = nextStep({ verdict, hasNext, retried, hops: index, elapsed, random, limits: given });
          if (step.kind === "finish") break;
          attempts++;
          if (step.kind === "retry") {
            retried++;
            elapsed += step.waitMs;
          } else {
            index++;
            retried = 0;
          }
        }
        expect(index).toBeLessThan(targets);
        expect(index).toBeLessThanOrEqual(given.maxFailoverHops);
        expect(attempts).toBeLessThanOrEqual((index + 1) * (given.retries + 1));
        expect(elapsed).toBeLessThanOrEqual(given.totalTimeoutBudget * 1_000);
      },
    ),
  );
});
