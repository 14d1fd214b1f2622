/** The sixteen faults: each with the built server, as a process, with a config that a user would write. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Deferred, deferred } from "../support/deferred.ts";
import { cases } from "./cases.ts";
import { table } from "./scores.ts";
import type { Mode, Upstreams } from "./stage.ts";
import { type Outcome, play, type Trial } from "./trial.ts";
import { startUpstream } from "./upstream.ts";

const MODES: readonly Mode[] = ["hold", "streaming"];
const ALL = Array.from({ length: 16 }, (_, index) => `S${String(index + 1).padStart(2, "0")}`);
const AT_ONCE = 4;

const trials: readonly Trial[] = MODES.flatMap((mode) =>
  cases.flatMap((one) => (one.clients ?? (["stream", "plain"] as const)).map((client) => ({ one, mode, client }))),
);
const outcomes = new Map<Trial, Deferred<Outcome>>(trials.map((trial) => [trial, deferred()]));
const opened: Upstreams[] = [];

async function openUpstreams(): Promise<Upstreams> {
  // A port of an address that nobody connects from stays free while it is closed.
  const host = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";
  const upstreams = {
    primary: await startUpstream("primary", { host }),
    fallback: await startUpstream("fallback"),
  };
  opened.push(upstreams);
  return upstreams;
}

beforeAll(async () => {
  const shared = await openUpstreams();
  // The long ones first, so that none runs alone at the end.
  const queue = [...trials].sort((a, b) => Number(b.one.id === "S15") - Number(a.one.id === "S15"));
  const work = async () => {
    for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) {
      const upstreams = trial.one.ownUpstreams ? await openUpstreams() : shared;
      outcomes.get(trial)?.resolve(await play(trial, upstreams));
    }
  };
  for (let count = 0; count < AT_ONCE; count += 1) void work();
});

afterAll(async () => {
  for (const { primary, fallback } of opened) await Promise.all([primary.close(), fallback.close()]);
});

async function outcomeOf(trial: Trial): Promise<Outcome> {
  const outcome = await outcomes.get(trial)?.promise;
  if (outcome === undefined) throw new Error("a trial that is not on the list");
  return outcome;
}

describe.each(MODES)("%s", (mode) => {
  const of = trials.filter((trial) => trial.mode === mode);
  test.each(of.map((trial) => [trial.one.id, trial.one.title, trial.client, trial] as const))(
    "%s %s, %s",
    async (_id, _title, _client, trial) => {
      const { failure } = await outcomeOf(trial);
      if (failure !== null) throw failure;
    },
  );
});

test("none of the sixteen is missing", async () => {
  const rows = (await Promise.all(trials.map(outcomeOf))).map(({ row }) => row);
  console.log(`\n${table(rows)}\n`);
  for (const mode of MODES)
    expect([...new Set(rows.filter((row) => row.mode === mode).map(({ id }) => id))].sort(), mode).toEqual(ALL);
});
