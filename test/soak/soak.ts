/** Thousands of requests through three upstreams that fail at random, each answer judged. */
import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type Arrival, type ChatRequest, startUpstream, type Upstream } from "../faults/upstream.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { pick, roll } from "./dice.ts";
import { faultOf } from "./faults.ts";
import { type Footprint, footprints, PROBE, socketsOf } from "./footprint.ts";
import { watchLateness } from "./lateness.ts";
import { outages } from "./outages.ts";
import { type Asked, type Heard, numberOf, send } from "./request.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface SoakOptions {
  readonly requests: number;
  readonly seed: number;
  /** Each request takes one of these; most take the chain unless said. */
  readonly routes?: readonly Asked["route"][];
}

export interface SoakReport {
  readonly requests: number;
  readonly seconds: number;
  /** How often each fault was played. */
  readonly faults: ReadonlyMap<string, number>;
  readonly outages: number;
  readonly outcomes: ReadonlyMap<Verdict["kind"], number>;
  /** Why requests were lost; the faults that each of them met stand behind the reason. */
  readonly lost: readonly string[];
  /** Upstream requests that nobody ended. */
  readonly open: number;
  /** At rest: after the warm-up, and after each third. */
  readonly footprints: readonly Footprint[];
}

const CONCURRENCY = 64;
const NAMES = ["first", "second", "third"] as const;
const KEYS = {
  FIRST_KEY: "sk-first",
  FIRST_OTHER_KEY: "sk-first-other",
  SECOND_KEY: "sk-second",
  THIRD_KEY: "sk-third",
};
const USUAL = ["chain", "chain", "chain", "chain", "lots", "race"] as const;
const CONFIG = readFileSync(new URL("config.yaml", import.meta.url), "utf8");

export async function soak({ requests, seed, routes = USUAL }: SoakOptions): Promise<SoakReport> {
  const upstreams = await Promise.all(NAMES.map((name, index) => startUpstream(name, { host: hostOf(index) })));
  const config = upstreams.reduce((text, { name, url }) => text.replace(`https://${name}.example`, url), CONFIG);
  const artifact = await startArtifact(config, { env: { ...KEYS, ...PROBE } });
  const behind = new Map<number, Arrival[]>();
  for (const upstream of upstreams) scriptFaults(upstream, seed, behind);

  const measure = footprints(artifact);
  const measured: Footprint[] = [];
  const outcomes = new Map<Verdict["kind"], number>();
  const lost: string[] = [];
  let open = 0;
  let outageCount = 0;
  const begun = performance.now();
  const warmUp = Math.ceil(requests / 6);
  const parts = [warmUp, ...[1, 2, 3].map((third) => warmUp + Math.ceil(((requests - warmUp) * third) / 3))];
  let from = 0;
  for (const to of parts) {
    const down = outages(upstreams);
    const late = watchLateness();
    const heard = await sendAll(artifact.url, (number) => requestOf(seed, number, routes), from, to);
    await down.stop();
    late.stop();
    open += await rest(artifact, upstreams, [...behind.values()].flat(), measured[0]?.sockets ?? null);
    measured.push(await measure());
    for (const one of heard) note(one, late.during(one.from, one.to) ? NAMES : down.during(one.from, one.to));
    outageCount += down.count();
    from = to;
  }

  function note(heard: Heard, closed: readonly string[]): void {
    const arrivals = behind.get(heard.asked.number) ?? [];
    const verdict = judge(heard, { arrivals, closed });
    outcomes.set(verdict.kind, (outcomes.get(verdict.kind) ?? 0) + 1);
    if (verdict.kind !== "lost") return;
    const met = arrivals.map(({ speech, fault, state }) => `${speech.id} ${fault.name} (${state})`).join(", ");
    const line = lineOf(artifact.stderr(), heard.id);
    lost.push(`${JSON.stringify(heard.asked)}: ${verdict.why}\n  upstreams: ${met}\n  log: ${line}`);
  }

  const seconds = (performance.now() - begun) / 1000;
  const faults = countBy([...behind.values()].flat().map(({ fault }) => fault.name));
  await artifact.stop();
  await Promise.all(upstreams.map((upstream) => upstream.close()));
  return { requests, seconds, faults, outages: outageCount, outcomes, lost, open, footprints: measured };
}

const lineOf = (log: string, id: string) =>
  log.split("\n").find((line) => line.includes(`"event":"request","id":"${id}"`)) ?? "says nothing of it";

/** On an address that nobody connects from, a port stays free while it is closed. */
const hostOf = (index: number) => (process.platform === "linux" ? `127.0.0.${index + 2}` : "127.0.0.1");

function scriptFaults(upstream: Upstream, seed: number, behind: Map<number, Arrival[]>): void {
  const times = new Map<number, number>();
  const choose = ({ messages }: ChatRequest) => {
    const number = numberOf(messages);
    const time = (times.get(number) ?? 0) + 1;
    times.set(number, time);
    return faultOf(seed, upstream.name, number, time);
  };
  const note = (arrival: Arrival) => {
    const number = numberOf(arrival.body.messages);
    behind.set(number, [...(behind.get(number) ?? []), arrival]);
  };
  for (const key of Object.values(KEYS)) upstream.account(key).choose(choose, note);
}

async function sendAll(
  url: string,
  asked: (number: number) => Asked,
  from: number,
  to: number,
): Promise<readonly Heard[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const heard: Heard[] = [];
  let next = from;
  const work = async () => {
    while (next < to) {
      const number = next;
      next += 1;
      heard.push(await send(url, agent, asked(number)));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  agent.destroy();
  return heard;
}

/** A third does not stream, half is to be held, and one client in twenty leaves. */
function requestOf(seed: number, number: number, routes: readonly Asked["route"][]): Asked {
  return {
    number,
    route: pick(routes, roll(seed, number, "route")),
    hold: pick(["no", "no", "route", "header"], roll(seed, number, "hold")),
    stream: roll(seed, number, "stream") < 2 / 3,
    leaves: roll(seed, number, "leaves") < 1 / 20 ? roll(seed, number, "patience") * 40 : null,
  };
}

/** Waits until nothing is under way any more; gives back how many upstream requests nobody ended. */
async function rest(
  artifact: RunningArtifact,
  upstreams: readonly Upstream[],
  arrivals: readonly Arrival[],
  sockets: number | null,
): Promise<number> {
  await Promise.race([Promise.all(arrivals.map(({ over }) => over)), pause(5_000)]);
  for (const upstream of upstreams) upstream.dropIdleConnections();
  // The kernel tells no one when a process has closed a socket.
  for (let turn = 0; turn < 50 && (socketsOf(artifact.pid) ?? 0) > (sockets ?? 0); turn += 1) await pause(20);
  return arrivals.filter(({ state }) => state === "open").length;
}

export function countBy<T>(values: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
