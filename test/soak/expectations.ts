import { expect } from "vitest";
import { FAULT_NAMES } from "./faults.ts";
import type { SoakReport } from "./soak.ts";

/** Bytes that a request may leave behind on average: what is kept for good is bounded, so that this nears zero. */
const LEFT_BEHIND = 150;
/** Bytes by which a measurement differs from the next one without a reason. */
const NOISE = { heap: 800_000, rss: 40_000_000 };

export function expectGood(report: SoakReport): void {
  expect(report.lost.length, report.lost.slice(0, 5).join("\n")).toBe(0);
  const outcomes = [...report.outcomes.values()].reduce((sum, count) => sum + count, 0);
  expect(outcomes, "an end for each request").toBe(report.requests);
  expect(report.open, "upstream requests that nobody ended").toBe(0);

  // A soak without failures shows nothing, nor does one with few successes.
  expect([...report.faults.keys()].sort()).toEqual([...FAULT_NAMES, "well"].sort());
  expect(report.outages).toBeGreaterThan(0);
  for (const kind of ["error", "error in a stream", "left"] as const)
    expect(report.outcomes.get(kind), kind).toBeGreaterThan(0);
  expect(report.outcomes.get("whole") ?? 0).toBeGreaterThan(report.requests * 0.5);

  const [warm, first, , last] = report.footprints;
  if (warm === undefined || first === undefined || last === undefined) throw new Error("not all thirds were measured");
  expect(last.sockets).toBe(warm.sockets);
  const between = (report.requests * 5) / 9;
  expect(last.heap - first.heap).toBeLessThan(NOISE.heap + between * LEFT_BEHIND);
  expect(last.rss - first.rss).toBeLessThan(NOISE.rss);
}
