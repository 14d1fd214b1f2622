/**
 * The measurement of one row. All targets run at the same time; wrk loads them in turns of a fraction of a second, so that
 * whatever else the machine does meets all of them alike, and the cost of each is compared with the others of its turn.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { stopProcess } from "../support/processes.mjs";
import { processorTime } from "../support/processor-time.mjs";
import { startLoad, tryOut } from "./load.mjs";
import { isStream, ROWS } from "./rows.mjs";

/**
 * Load before anything counts, so that the engine has compiled what it will: so many nanoseconds of the target's processor
 * time, which takes longer on a busy machine. Between `least` and `most` milliseconds.
 */
const WARM_UP = { used: 1_000_000_000, least: 1000, most: 10_000 };
/** Turns that are not counted, in which caches learn that they are shared. */
const SETTLING = 2;
/** Paced streams need longer, and vary less. */
const PACED = { times: 4, turns: 0.5 };
/** A process rests if it used less nanoseconds than that in so many milliseconds. */
const REST = { most: 200_000, during: 15 };
/** Milliseconds after which a target is taken to hang. */
const PATIENCE = 20_000;

/** Seconds that a row takes, about. */
export function secondsFor(row, { rounds, turns, slice }, targets) {
  const { paced = false } = ROWS[row];
  const each = paced ? slice * PACED.times + 500 : slice + 100;
  const count = (paced ? Math.ceil(turns * PACED.turns) : turns) + SETTLING;
  return (rounds * targets * (1000 + 2 * WARM_UP.least + count * each)) / 1000;
}

/** For each target, by its id: its costs in nanoseconds a request, turn by turn of all rounds, and its failed requests. */
export async function measureRow(name, targets, settings) {
  const costs = new Map(targets.map(({ id }) => [id, []]));
  const failed = new Map(targets.map(({ id }) => [id, 0]));
  for (let round = 0; round < settings.rounds; round++) {
    const live = [];
    try {
      for (const target of targets) live.push(await begin(name, target, settings));
      await takeTurns(name, live, settings, costs);
      for (const { target, load } of live) failed.set(target.id, failed.get(target.id) + (await load.end()));
    } finally {
      await Promise.all(live.map(({ child }) => stopProcess(child)));
    }
  }
  return targets.map(({ id }) => ({ id, costs: costs.get(id), failed: failed.get(id) }));
}

async function begin(name, target, { wrk, loadCpu, place }) {
  const row = ROWS[name];
  const { child, port, count } = await target.start();
  await tryOut({ target, port, row, isStream: isStream(name) });
  const load = startLoad({ wrk, cpu: loadCpu, place, target, port, row });
  const before = processorTime(child.pid);
  const started = performance.now();
  const isWarm = (ms) => ms > WARM_UP.most || (ms > WARM_UP.least && processorTime(child.pid) - before > WARM_UP.used);
  while (!isWarm(performance.now() - started)) await sleep(50);
  load.pause();
  return { target, child, count, load };
}

async function takeTurns(name, live, { turns, slice }, costs) {
  const { paced = false } = ROWS[name];
  const count = paced ? Math.ceil(turns * PACED.turns) : turns;
  const length = paced ? slice * PACED.times : slice;
  for (let turn = -SETTLING; turn < count; turn++) {
    for (const each of turn % 2 === 0 ? live : live.toReversed()) {
      const cost = await costOf(each, length);
      if (turn >= 0) costs.get(each.target.id).push(cost);
    }
  }
}

/** NaN if no request was started, as can happen on a busy machine. */
async function costOf(each, length) {
  const before = await atRest(each);
  each.load.resume();
  await sleep(length);
  each.load.pause();
  const after = await atRest(each);
  return (after.used - before.used) / (after.started - before.started);
}

/** Once all that was started is answered, and the process does nothing more for it. */
async function atRest({ target, child, count }) {
  const end = performance.now() + PATIENCE;
  let last = Number.NaN;
  for (;;) {
    const { started, open } = await count();
    const used = processorTime(child.pid);
    if (open === 0 && used - last < REST.most) return { started, used };
    if (performance.now() > end) throw new Error(`${target.title} still works on ${open} requests, without load.`);
    last = used;
    await sleep(REST.during);
  }
}
