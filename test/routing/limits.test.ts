import { describe, expect, test } from "vitest";
import { type LimitsInput, limitsOf } from "../../runtime/routing/limits.ts";

const usual: LimitsInput = {
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  rules: null,
  legFirstToken: null,
  hasNext: false,
  budgetLeft: 90_000,
};

describe("the limits of an attempt", () => {
  test.each<[string, Partial<LimitsInput>, object]>([
    ["are the backend's", {}, { header: null, firstToken: null, total: 120_000 }],
    [
      "are in seconds in a config, in milliseconds here",
      { timeouts: { ...usual.timeouts, header: 7, firstToken: 9, total: null } },
      { header: 7_000, firstToken: 9_000, total: null },
    ],
    ["leave time for the others", { hasNext: true }, { header: 60_000 }],
    ["leave time of what is left", { hasNext: true, budgetLeft: 30_000 }, { header: 20_000 }],
    [
      "stay as they are where they are shorter",
      { hasNext: true, timeouts: { ...usual.timeouts, header: 7 } },
      { header: 7_000 },
    ],
    [
      "are cut where they would leave no time",
      { hasNext: true, timeouts: { ...usual.timeouts, header: 70 } },
      { header: 60_000 },
    ],
    [
      "are the route's where it has its own",
      { rules: { timeouts: { total: 10, header: 3 } } },
      { header: 3_000, total: 10_000 },
    ],
    ["may be lifted by the route", { rules: { timeouts: { total: null } } }, { total: null }],
    [
      "are the leg's for the first token",
      { legFirstToken: 400, rules: { timeouts: { firstToken: 9 } } },
      { firstToken: 400, total: 120_000 },
    ],
  ])("%s", (_, input, limits) => {
    expect(limitsOf({ ...usual, ...input })).toMatchObject(limits);
  });
});
