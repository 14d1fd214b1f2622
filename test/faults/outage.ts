/** S15: an upstream is down for 60 s, in two ways, while a request comes every 4 s. */
import { expect } from "vitest";
import type { Asking, Case } from "./case.ts";
import { status, well } from "./fault.ts";
import type { Told } from "./judge.ts";
import { seconds } from "./time.ts";
import type { Arrival } from "./upstream.ts";
import { expectWhole } from "./verdict.ts";

const DOWN = seconds(60);
const BACK_WITHIN = seconds(30);
const BETWEEN = seconds(4);

export const outages: readonly Case[] = [
  {
    id: "S15",
    title: "down for 60 s, then healthy (503)",
    prepare: ({ primary }) => primary.script([], status(503)),
    judge: (trial) => judge(trial, async () => trial.stage.primary.script([], well)),
  },
  {
    id: "S15",
    title: "down for 60 s, then healthy (port closed)",
    ownUpstreams: true,
    prepare() {},
    async judge(trial) {
      const { primary } = trial.stage.upstreams;
      await primary.down();
      await judge(trial, () => primary.up());
    },
  },
];

async function judge({ stage, ask, begin }: Asking, recover: () => Promise<void>): Promise<void> {
  const { clock, pass, until } = stage.time;
  const during: Promise<Told>[] = [];
  for (let next = 0; next < DOWN; next += BETWEEN) {
    during.push(begin());
    await pass(BETWEEN);
  }
  for (const told of await until(Promise.all(during))) expectWhole(told, stage, "fallback");

  await recover();
  const recovered = clock.now();
  const answersWell = ({ at, fault }: Arrival) => at >= recovered && fault === well;
  while (!stage.primary.arrivals.some(answersWell)) {
    const asked = clock.now();
    expect(asked - recovered, "back on the primary in time").toBeLessThan(BACK_WITHIN);
    expectWhole(await ask(), stage, "either");
    await pass(asked + BETWEEN - clock.now());
  }
  // Back for good, not for one probe.
  for (let count = 0; count < 3; count += 1) expectWhole(await ask(), stage, "primary");
}
