import fc from "fast-check";
import { expect, test } from "vitest";
import { attemptFor } from "../../support/attempts.ts";
import { startHealth } from "../../support/health.ts";
import { answers } from "../../support/play-attempts.ts";

const names = ["twin.1:m", "twin.2:m", "twin.1:n", "fine:m"];
const act = fc.record({
  name: fc.constantFrom(...names),
  end: fc.constantFrom("success", "down", "limited", "locked", "refused", "released", "open"),
  wait: fc.nat(30_000),
});

/** Keeps a copy of what one server tells, as another one would see it. */
test("whatever happens, no target is lost, nothing is reported twice, and other servers learn the same", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const own = startHealth();
      const other = startHealth();
      let told = 0;
      for (const { name, end, wait } of acts) {
        const attempt = attemptFor(name);
        own.health.started(attempt);
        if (end === "success") own.health.succeeded(attempt);
        else if (end === "down") own.health.failed(attempt, answers(503));
        else if (end === "limited") own.health.failed(attempt, answers(429, 10_000));
        else if (end === "locked") own.health.failed(attempt, answers(401));
        else if (end === "refused") own.health.failed(attempt, answers(400));
        else if (end === "released") own.health.released(attempt);
        for (const change of own.published.slice(told)) other.health.apply(change);
        told = own.published.length;
        expect(own.order(...names).toSorted()).toEqual(names.toSorted());
        expect(other.health.snapshot().dead_keys).toEqual(own.health.snapshot().dead_keys);
        expect(other.health.snapshot().cooldowns).toEqual(own.health.snapshot().cooldowns);
        const shut = own.health.snapshot().circuits.filter(({ state }) => state === "open");
        expect(other.health.snapshot().circuits).toEqual(expect.arrayContaining(shut));
        own.clock.advance(wait);
        other.clock.advance(wait);
      }
      expect(other.published).toEqual([]);
      const lines = own.logged().filter(({ event, reason }) => event !== "circuit_half_open" && reason !== "forgotten");
      expect(lines).toHaveLength(own.published.length);
      // In the end each target may be tried again, except those with a dead key.
      own.clock.advance(60_000);
      const dead = own.health.snapshot().dead_keys.map(({ instance }) => instance);
      for (const name of names) {
        expect(own.healthy(name)).toBe(!dead.includes(attemptFor(name).endpoint.instance.name));
      }
    }),
    { examples: [[Array.from({ length: 3 }, () => ({ name: "twin.2:m", end: "down" as const, wait: 0 }))]] },
  );
});
