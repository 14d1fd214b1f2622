/** The server under test between its upstreams: one process of its own for each case, of a config built once a mode. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { type TrialTime, trialTime } from "./time.ts";
import type { Account, Upstream } from "./upstream.ts";

export type Mode = "hold" | "streaming";

export interface Upstreams {
  readonly primary: Upstream;
  readonly fallback: Upstream;
}

export interface Stage {
  readonly artifact: RunningArtifact;
  readonly primary: Account;
  readonly fallback: Account;
  readonly time: TrialTime;
  /** The whole upstream behind `primary`, for faults of its port. */
  readonly upstreams: Upstreams;
}

const CONFIG = readFileSync(fileURLToPath(new URL("config.yaml", import.meta.url)), "utf8");

/** The config as its user would write it, but for the mode and the addresses. */
export function configFor(mode: Mode, { primary, fallback }: Upstreams): string {
  return CONFIG.replace("https://primary.example", primary.url)
    .replace("https://fallback.example", fallback.url)
    .replaceAll("stream_recovery: none", mode === "hold" ? "stream_recovery: hold" : "stream_recovery: none");
}

let stages = 0;

export async function setStage(mode: Mode, upstreams: Upstreams): Promise<Stage> {
  stages += 1;
  const env = { PRIMARY_KEY: `sk-primary-${stages}`, FALLBACK_KEY: `sk-fallback-${stages}` };
  const artifact = await startArtifact(configFor(mode, upstreams), { env, time: "held" });
  const clock = fakeClock();
  return {
    artifact,
    primary: upstreams.primary.account(env.PRIMARY_KEY, clock),
    fallback: upstreams.fallback.account(env.FALLBACK_KEY, clock),
    time: trialTime(artifact.pass, clock),
    upstreams,
  };
}
