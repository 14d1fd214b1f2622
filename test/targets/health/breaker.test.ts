import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BreakerSettings } from "../../../runtime/contract/settings.ts";
import {
  admits,
  afterFailure,
  afterNothing,
  afterSuccess,
  begin,
  type Circuit,
  isForgotten,
} from "../../../runtime/targets/health/breaker.ts";

const settings: BreakerSettings = {
  enabled: true,
  failureThreshold: 3,
  openCooldown: 20,
  halfOpenSuccesses: 1,
  halfOpenInflight: 1,
};
const now = 100_000;
const closed = (failures: number, failedAt = now): Circuit => ({ kind: "closed", failures, failedAt });
const open = (until: number, failures = 3): Circuit => ({ kind: "open", failures, until });
const halfOpen = (probes: readonly number[], successes = 0, failures = 3): Circuit => ({
  kind: "half_open",
  failures,
  successes,
  probes,
  probedAt: now,
});
const PROBE = now + 20_000;

describe("lets a request pass", () => {
  test.each<[what: string, circuit: Circuit, settings: Partial<BreakerSettings>, passes: boolean]>([
    ["closed", closed(2), {}, true],
    ["open", open(now + 1), {}, false],
    ["open, its time over", open(now), {}, true],
    ["half open, nobody probes", halfOpen([]), {}, true],
    ["half open, one probes", halfOpen([PROBE]), {}, false],
    ["half open, one probes and two may", halfOpen([PROBE]), { halfOpenInflight: 2 }, true],
    ["half open, one was never heard of", halfOpen([now]), {}, true],
  ])("%s", (_, circuit, change, passes) => {
    const given = { ...settings, ...change };
    expect(admits(circuit, now, given)).toBe(passes);
    expect(begin(circuit, now, given) !== null).toBe(passes && circuit.kind !== "closed");
  });
});

describe("a request that starts", () => {
  test.each<[what: string, circuit: Circuit, settings: Partial<BreakerSettings>, after: Circuit]>([
    ["opens it by half", open(now), {}, halfOpen([PROBE])],
    ["is the next probe", halfOpen([], 1), { halfOpenSuccesses: 3 }, halfOpen([PROBE], 1)],
    ["is a second probe", halfOpen([PROBE - 5]), { halfOpenInflight: 2 }, halfOpen([PROBE - 5, PROBE])],
    ["takes the place of one never heard of", halfOpen([now]), {}, halfOpen([PROBE])],
  ])("%s", (_, circuit, change, after) => {
    expect(begin(circuit, now, { ...settings, ...change })).toEqual({ circuit: after, probe: PROBE });
  });
});

describe("a failure", () => {
  test.each<[what: string, circuit: Circuit | null, probe: number | null, after: Circuit]>([
    ["the first", null, null, closed(1)],
    ["the second", closed(1, 7), null, closed(2)],
    ["the third", closed(2, 7), null, open(now + 20_000, 3)],
    ["of one sent before it opened", open(now + 5), null, open(now + 5)],
    ["of a probe whose circuit another has opened", open(now + 5), PROBE, open(now + 5)],
    ["of the probe", halfOpen([PROBE]), PROBE, open(now + 20_000, 4)],
    ["of one that is no probe", halfOpen([PROBE]), null, halfOpen([PROBE])],
    ["of a probe that counts no more", halfOpen([PROBE]), PROBE - 1, halfOpen([PROBE])],
  ])("%s", (_, circuit, probe, after) => {
    expect(afterFailure(circuit, { probe, now }, settings)).toEqual(after);
  });
});

describe("a success", () => {
  test.each<[what: string, circuit: Circuit, probe: number | null, needed: number, after: Circuit | null]>([
    ["after failures", closed(2), null, 1, null],
    ["of one sent before it opened", open(now + 5), null, 1, open(now + 5)],
    ["of the probe", halfOpen([PROBE]), PROBE, 1, null],
    ["of a late probe", halfOpen([PROBE]), PROBE - 1, 1, null],
    ["of the first of two probes", halfOpen([PROBE]), PROBE, 2, halfOpen([], 1)],
    ["of the second of two probes", halfOpen([PROBE], 1), PROBE, 2, null],
    ["of one that is no probe", halfOpen([PROBE]), null, 1, halfOpen([PROBE])],
  ])("%s", (_, circuit, probe, halfOpenSuccesses, after) => {
    expect(afterSuccess(circuit, { probe, now }, { ...settings, halfOpenSuccesses })).toEqual(after);
  });
});

describe("an attempt without a result", () => {
  test.each<[what: string, circuit: Circuit, probe: number | null, after: Circuit]>([
    ["closed", closed(2), null, closed(2)],
    ["open", open(now), PROBE, open(now)],
    ["by the probe", halfOpen([PROBE]), PROBE, halfOpen([])],
    ["by one of two probes", halfOpen([PROBE, PROBE]), PROBE, halfOpen([PROBE])],
    ["by one that is no probe", halfOpen([PROBE]), null, halfOpen([PROBE])],
  ])("%s", (_, circuit, probe, after) => {
    expect(afterNothing(circuit, { probe, now })).toEqual(after);
  });
});

test.each<[circuit: Circuit, since: number]>([
  [closed(2), now],
  [open(now), now],
  [halfOpen([]), now],
])("%o is dropped after ten minutes", (circuit, since) => {
  expect(isForgotten(circuit, since + 599_999)).toBe(false);
  expect(isForgotten(circuit, since + 600_000)).toBe(true);
});

test("never has more probes in flight than allowed, and is never closed for longer than its cooldown", () => {
  const step = fc.record({
    act: fc.constantFrom("begin", "fail", "succeed", "release"),
    which: fc.nat(5),
    wait: fc.nat(15_000),
  });
  const limits = fc.record({
    enabled: fc.constant(true),
    failureThreshold: fc.integer({ min: 1, max: 4 }),
    openCooldown: fc.integer({ min: 1, max: 30 }),
    halfOpenSuccesses: fc.integer({ min: 1, max: 3 }),
    halfOpenInflight: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(limits, fc.array(step, { maxLength: 80 }), (given, steps) => {
      let circuit = null as Circuit | null;
      let time = 0;
      const out: (number | null)[] = [];
      for (const { act, which, wait } of steps) {
        time += wait;
        if (act === "begin") {
          const begun: ReturnType<typeof begin> = circuit && begin(circuit, time, given);
          circuit = begun?.circuit ?? circuit;
          out.push(begun?.probe ?? null);
        } else if (out.length > 0) {
          const [probe = null] = out.splice(which % out.length, 1);
          const report = { probe, now: time };
          if (act === "fail") circuit = afterFailure(circuit, report, given);
          else if (circuit !== null) {
            circuit = act === "succeed" ? afterSuccess(circuit, report, given) : afterNothing(circuit, report);
          }
        }
        if (circuit?.kind === "half_open") {
          expect(circuit.probes.filter((until) => until > time).length).toBeLessThanOrEqual(given.halfOpenInflight);
        }
        if (circuit !== null) expect(admits(circuit, time + given.openCooldown * 1000, given)).toBe(true);
      }
    }),
  );
});
