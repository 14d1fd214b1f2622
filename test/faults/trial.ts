/** One case, played once: a server of its own, the fault, the verdict, and whether the server is well after it. */
import { expect } from "vitest";
import { send } from "../support/client.ts";
import { expectAccounts } from "./accounts.ts";
import type { Case } from "./case.ts";
import { well } from "./fault.ts";
import { ask, type Client, type Told } from "./judge.ts";
import type { Row } from "./scores.ts";
import { type Mode, type Stage, setStage, type Upstreams } from "./stage.ts";
import { inSeconds } from "./time.ts";
import { expectWhole } from "./verdict.ts";

export interface Trial {
  readonly one: Case;
  readonly mode: Mode;
  readonly client: Client;
}

export interface Outcome {
  readonly row: Row;
  /** What the verdict threw; null where it is "passed". */
  readonly failure: Error | null;
}

export async function play(trial: Trial, upstreams: Upstreams): Promise<Outcome> {
  const { id, title } = trial.one;
  const about = { id, title, mode: trial.mode, client: trial.client };
  let stage: Stage | null = null;
  try {
    stage = await setStage(trial.mode, upstreams);
    const told = await meet(trial, stage);
    const row = { ...about, attempts: attemptsOf(stage), seconds: inSeconds(stage.time.clock.now()) };
    await expectWell(stage);
    return {
      row: { ...row, result: told.some(({ kind }) => kind === "error") ? "clear error" : "whole" },
      failure: null,
    };
  } catch (thrown) {
    const failure = thrown instanceof Error ? thrown : new Error(String(thrown));
    failure.message += `\n\nlog of the server:\n${stage?.artifact.stderr() ?? "none"}`;
    const attempts = stage === null ? ([0, 0] as const) : attemptsOf(stage);
    return { row: { ...about, attempts, seconds: inSeconds(stage?.time.clock.now() ?? 0), result: "FAILED" }, failure };
  } finally {
    await stage?.artifact.stop();
  }
}

/** All that the client was told while the fault lasted. */
async function meet({ one, mode, client }: Trial, stage: Stage): Promise<readonly Told[]> {
  const told: Told[] = [];
  const begin = async () => {
    const answer = await ask(stage.artifact.url, "chat", client, stage.time.clock);
    told.push(answer);
    return answer;
  };
  one.prepare(stage);
  await one.judge({ stage, mode, client, begin, ask: () => stage.time.until(begin()) });
  await expectAccounts(told, stage);
  return told;
}

/** The process is up and answers, now that nothing is wrong any more. */
async function expectWell(stage: Stage): Promise<void> {
  for (const account of [stage.primary, stage.fallback]) account.script([], well);
  expectWhole(await stage.time.until(ask(stage.artifact.url, "chat", "plain")), stage, "either");
  expect((await send(`${stage.artifact.url}/readyz`, { method: "GET" })).status).toBe(200);
}

const attemptsOf = ({ primary, fallback }: Stage) => [primary.arrivals.length, fallback.arrivals.length] as const;
