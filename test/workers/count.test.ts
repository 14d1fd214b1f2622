import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { coresIn, workerCount } from "../../runtime/workers/count.ts";
import { envOf, seatIn } from "../../runtime/workers/seat.ts";

test.each([
  ["150000 100000\n", 1.5],
  ["50000 100000\n", 0.5],
  ["max 100000\n", Number.POSITIVE_INFINITY],
  ["", Number.POSITIVE_INFINITY],
  ["1 0", Number.POSITIVE_INFINITY],
])("cpu.max %j allows %d cores", (text, cores) => {
  expect(coresIn(text)).toBe(cores);
});

test("auto is at least one worker, and at most one for each core", async () => {
  const count = await workerCount("auto");
  expect(count).toBeGreaterThanOrEqual(1);
  expect(count).toBeLessThanOrEqual(availableParallelism());
  expect(await workerCount(7)).toBe(7);
});

test.each([
  { number: 3, port: null },
  { number: 12, port: 8000 },
])("a worker finds its seat %j", (seat) => {
  expect(seatIn(envOf(seat), true)).toEqual(seat);
  expect(seatIn(envOf(seat), false)).toBeNull();
});

test("a process that is no worker has none", () => {
  expect(seatIn({}, true)).toBeNull();
  expect(seatIn({ TURNOUT_WORKER: "yes" }, true)).toBeNull();
});
