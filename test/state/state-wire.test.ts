import fc from "fast-check";
import { expect, test } from "vitest";
import { createLeases } from "../../runtime/state/redis/leases.ts";
import { createOutbox } from "../../runtime/state/redis/outbox.ts";
import { announce, DEATH_LASTS, readChange } from "../../runtime/state/redis/wire.ts";
import type { HealthChange } from "../../runtime/targets/health/change.ts";
import { fakeClock } from "../support/fake-clock.ts";

const NOW = Date.UTC(2026, 0, 1);
const text = fc.string({ unit: "binary" });
const until = fc.integer({ min: 1, max: 86_400_000 }).map((ms) => NOW + ms);
const change: fc.Arbitrary<HealthChange> = fc.oneof(
  fc.record({ kind: fc.constant("cooldown" as const), target: text, reason: text, until }),
  fc.record({ kind: fc.constant("circuit_opened" as const), target: text, failures: fc.nat(), until }),
  fc.record({ kind: fc.constant("circuit_opened" as const), target: text, failures: fc.nat(), until, reason: text }),
  fc.record({ kind: fc.constant("circuit_closed" as const), target: text }),
  fc.record({ kind: fc.constant("key_died" as const), instance: text, reason: text }),
  fc.record({ kind: fc.constant("key_revived" as const), instance: text }),
);

test("a change is received as it was sent, and ends after the same time, whatever the receiver's clock shows", () => {
  fc.assert(
    fc.property(change, fc.integer({ min: -1e10, max: 1e10 }), (said, skew) => {
      const change = readChange(announce(said, "me", NOW)?.text ?? "", NOW + skew);
      expect(change?.from).toBe("me");
      expect(change?.change).toEqual("until" in said ? { ...said, until: said.until + skew } : said);
    }),
  );
});

test("the lifetime of a record is what Redis reports", () => {
  const said = announce({ kind: "cooldown", target: "a:b", reason: "429", until: NOW + 9000 }, "me", NOW)?.text ?? "";
  expect(readChange(said, NOW, 1234)?.change).toMatchObject({ until: NOW + 1234 });
  expect(readChange(said, NOW, -1)).toBeNull();
});

test("no text is read as something else, and none throws", () => {
  const values = fc.oneof(fc.constantFrom("cooldown", "circuit_opened", "key_died", "key_revived"), fc.anything());
  const records = fc.record(
    { from: values, kind: values, target: values, instance: values, reason: values, failures: values, lasts: values },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.json(),
        records.map((record) => JSON.stringify(record)),
      ),
      (said) => {
        const change = readChange(said, NOW);
        if (change === null) return;
        expect(typeof change.from).toBe("string");
        if ("target" in change.change) expect(typeof change.change.target).toBe("string");
        if ("instance" in change.change) expect(typeof change.change.instance).toBe("string");
        if ("until" in change.change) expect(change.change.until).toBeGreaterThan(NOW);
      },
    ),
  );
});

test("what is over is not sent", () => {
  expect(announce({ kind: "cooldown", target: "a:b", reason: "429", until: NOW }, "me", NOW)).toBeNull();
});

test("a report of a dead key from others expires; an observation of this server does not", () => {
  const clock = fakeClock();
  const changes: HealthChange[] = [];
  const leases = createLeases(clock, (change) => changes.push(change));
  const death = (instance: string) => ({ kind: "key_died", instance, reason: "401" }) as const;
  for (const name of ["a.1", "a.2", "a.3"]) leases.received({ from: "x", change: death(name), lasts: DEATH_LASTS });
  clock.advance(DEATH_LASTS / 2);
  leases.observed(death("a.2"));
  leases.received({ from: "x", change: death("a.3"), lasts: DEATH_LASTS });
  changes.length = 0;
  clock.advance(DEATH_LASTS / 2);
  expect(changes).toEqual([{ kind: "key_revived", instance: "a.1" }]);
  clock.advance(DEATH_LASTS / 2);
  expect(changes.slice(1)).toEqual([{ kind: "key_revived", instance: "a.3" }]);
  leases.received({ from: "x", change: death("a.1"), lasts: DEATH_LASTS });
  leases.close();
  expect(clock.pending).toBe(0);
});

test("the outbox keeps the latest change of each subject, and of too many the latest ones", () => {
  const outbox = createOutbox(2);
  const cooldown = (target: string, until: number): HealthChange => ({
    kind: "cooldown",
    target,
    reason: "429",
    until,
  });
  outbox.put(cooldown("a", 1));
  outbox.put(cooldown("b", 1));
  outbox.put(cooldown("a", 2));
  outbox.put(cooldown("c", 1));
  expect(outbox.all()).toEqual([cooldown("a", 2), cooldown("c", 1)]);
  const published = outbox.all();
  outbox.put(cooldown("c", 2));
  outbox.published(published);
  expect(outbox.all()).toEqual([cooldown("c", 2)]);
});
