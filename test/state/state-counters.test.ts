import fc from "fast-check";
import { expect, test } from "vitest";
import { createSharedCounters, type SharedCounters } from "../../runtime/state/redis/shared-counters.ts";
import type { Counters } from "../../runtime/targets/counters.ts";
import { mailbox } from "../support/deferred.ts";
import { startRedis } from "../support/redis.ts";
import { joined } from "../support/state.ts";

const MODULUS = 0x40000000;

interface Server {
  readonly counters: Counters;
  readonly shared: SharedCounters;
  /** A request: the number that it was given. */
  take(): number;
}

function server(start = 0): Server {
  const counters: Counters = { rotations: [start], keys: [], spares: [] };
  return {
    counters,
    shared: createSharedCounters(counters),
    take() {
      const value = counters.rotations[0] ?? 0;
      counters.rotations[0] = (value + 1) % MODULUS;
      return value;
    },
  };
}

/** What Redis does. */
function meet({ shared }: Server, totals: Map<string, number>): void {
  for (const move of shared.moves()) {
    const total = (totals.get(move.field) ?? 0) + move.by;
    totals.set(move.field, total);
    shared.rebase(move, total);
  }
}

test("a single server counts as without totals, also when its counter wraps", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1 }), fc.constantFrom(0, MODULUS - 10), (steps, start) => {
      const one = server(start);
      const totals = new Map([["rotations:0", start]]);
      const taken: number[] = [];
      for (const count of steps) {
        for (let i = 0; i < count; i += 1) taken.push(one.take());
        meet(one, start === 0 ? totals : new Map());
      }
      if (start === 0) expect(taken).toEqual(taken.map((_, index) => index));
      expect(one.counters.rotations[0]).toBeLessThan(MODULUS);
    }),
  );
});

test.for([
  [2, [1, 1]],
  [3, [1, 1]],
  [4, [3, 1]],
  [5, [7, 7, 7]],
  [4, [2, 2]],
  [6, [100, 1, 5]],
] as const)("%i backends take turns over servers with a load of %j each quarter second", ([backends, loads]) => {
  const servers = loads.map(() => server());
  const totals = new Map<string, number>();
  const uses = Array.from({ length: backends }, () => 0);
  const rounds = 1200;
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, one] of servers.entries()) {
      for (let i = 0; i < (loads[index] ?? 0); i += 1) {
        const at = one.take() % backends;
        uses[at] = (uses[at] ?? 0) + 1;
      }
    }
    for (const one of servers) meet(one, totals);
  }
  const fair = (rounds * loads.reduce<number>((sum, load) => sum + load, 0)) / backends;
  for (const count of uses) expect(Math.abs(count - fair) / fair).toBeLessThan(0.02);
});

test("requests during a synchronisation are counted in the next one", () => {
  const one = server();
  for (let i = 0; i < 3; i += 1) one.take();
  const [move] = one.shared.moves();
  if (move === undefined) throw new Error("it moved");
  one.take();
  one.shared.rebase(move, 103);
  expect(one.counters.rotations[0]).toBe(101);
  expect(one.shared.moves()).toMatchObject([{ by: 1 }]);
});

test("through a Redis: both continue from the sum of both, with numbers of their own", async () => {
  const redis = await startRedis();
  const [ofA, ofB] = [watched([0, 0]), watched([0, 0])];
  const a = await joined(redis.url, { rotations: ofA.list, keys: [0], spares: [0] });
  await joined(redis.url, { rotations: ofB.list, keys: [0], spares: [0] });
  a.counters.rotations[1] = 40;
  expect(await ofA.writes.next()).toEqual({ index: "1", value: 40 });
  // The turns of 40 requests are known to the others.
  expect(await ofA.writes.next()).toEqual({ index: "1", value: 40 });
  ofB.list[1] = 2;
  expect(await ofB.writes.next()).toEqual({ index: "1", value: 2 });
  expect(await ofB.writes.next()).toEqual({ index: "1", value: 40 });
  ofA.list[1] = 45;
  expect(await ofA.writes.next()).toEqual({ index: "1", value: 45 });
  expect(await ofA.writes.next()).toEqual({ index: "1", value: 42 });
  expect([ofA.list, ofB.list]).toEqual([
    [0, 42],
    [0, 40],
  ]);
});

/** A list that tells of each value that is put into it. */
function watched(list: number[]) {
  const writes = mailbox<{ readonly index: string; readonly value: number }>();
  const set = (target: number[], index: string, value: number) => {
    writes.put({ index, value });
    return Reflect.set(target, index, value);
  };
  return {
    list: new Proxy(list, { set: (target, index, value: number) => set(target, String(index), value) }),
    writes,
  };
}
