/** The list of faults: what the primary does, and what must come of it. The fallback is healthy. */
import { expect } from "vitest";
import type { Asking, Case } from "./case.ts";
import {
  cutAfter,
  MALFORMED,
  type Malformed,
  malformedAfter,
  noDone,
  noToken,
  reset,
  silence,
  stallAfter,
  status,
  well,
  withoutPrefill,
} from "./fault.ts";
import type { Told } from "./judge.ts";
import { outages } from "./outage.ts";
import { seconds } from "./time.ts";
import { expectError, expectWhole } from "./verdict.ts";

/** Past its head, a stream that is not held may end as a clear error; an answer that is held never needs to. */
async function wholeOrClearError({ stage, mode, ask }: Asking): Promise<Told> {
  const told = await ask();
  if (mode === "hold") expectWhole(told, stage, "fallback");
  else if (told.kind === "whole") expectWhole(told, stage, "either");
  else expectError(told, stage);
  expect(stage.primary.arrivals).toHaveLength(1);
  return told;
}

const cuts = (["close", "end"] as const).map(
  (how): Case => ({
    id: "S08",
    title: `stream cut at 40 of 60 tokens (${how === "close" ? "connection closed" : "body ended"})`,
    ...(how === "end" ? { clients: ["stream"] } : {}),
    prepare: ({ primary }) => primary.script([], cutAfter(40, how)),
    judge: async (trial) => void (await wholeOrClearError(trial)),
  }),
);

const malformed = (Object.keys(MALFORMED) as Malformed[]).map(
  (kind): Case => ({
    id: "S10",
    title: `a malformed event in the middle (${kind})`,
    clients: ["stream"],
    prepare: ({ primary }) => primary.script([], malformedAfter(30, kind)),
    judge: async (trial) => void (await wholeOrClearError(trial)),
  }),
);

const noTokens = ([false, true] as const).map(
  (noisy): Case => ({
    id: "S07",
    title: `headers, then 20 s without a token (${noisy ? "role and comments come" : "nothing comes"})`,
    clients: ["stream"],
    prepare: ({ primary }) => primary.script([], noToken(seconds(20), noisy)),
    async judge({ stage, ask }) {
      const told = await ask();
      expectWhole(told, stage, "fallback");
      expect(told.after).toBeLessThan(seconds(15));
      expect(stage.primary.arrivals).toHaveLength(1);
      expect(stage.primary.arrivals[0]?.state).toBe("cancelled");
    },
  }),
);

const noTerminators = (["end", "open"] as const).map(
  (then): Case => ({
    id: "S11",
    title: `no [DONE] (${then === "end" ? "body ended" : "connection left open"})`,
    clients: ["stream"],
    prepare: ({ primary }) => primary.script([], noDone(then)),
    async judge({ stage, ask }) {
      const told = await ask();
      expectWhole(told, stage, "primary");
      // So that it is not the limit between two events which ends it.
      expect(told.after).toBeLessThan(seconds(15));
      expect([stage.primary.arrivals.length, stage.fallback.arrivals.length]).toEqual([1, 0]);
    },
  }),
);

const waits = [
  { title: "429 with Retry-After once", hint: { "retry-after": "2" } },
  { title: "429 with retry-after-ms once", hint: { "retry-after-ms": "2000" } },
].map(
  ({ title, hint }): Case => ({
    id: "S01",
    title,
    prepare: ({ primary }) => primary.script([status(429, "rate_limit_exceeded", hint)], well),
    async judge({ stage, ask }) {
      const told = await ask();
      expectWhole(told, stage, "either");
      expect(told.after).toBeLessThan(seconds(12));
      const [first, second] = stage.primary.arrivals;
      if (first !== undefined && second !== undefined) expect(second.at - first.at).toBeGreaterThanOrEqual(seconds(2));
      expect(stage.primary.arrivals.length + stage.fallback.arrivals.length).toBe(2);
    },
  }),
);

export const cases: readonly Case[] = [
  ...waits,
  {
    id: "S02",
    title: "429 for ever without a hint",
    prepare: ({ primary }) => primary.script([], status(429, "rate_limit_exceeded")),
    async judge({ stage, ask }) {
      const told = await ask();
      expectWhole(told, stage, "fallback");
      const { arrivals } = stage.primary;
      const begun = arrivals[0]?.at ?? 0;
      expect(arrivals.filter(({ at }) => at - begun < seconds(3)).length).toBeLessThanOrEqual(4);
      expect(arrivals.length).toBeLessThanOrEqual(6);
      expect(stage.fallback.arrivals).toHaveLength(1);
    },
  },
  {
    id: "S03",
    title: "500 once",
    prepare: ({ primary }) => primary.script([status(500)], well),
    async judge({ stage, ask }) {
      expectWhole(await ask(), stage, "primary");
      expect([stage.primary.arrivals.length, stage.fallback.arrivals.length]).toEqual([2, 0]);
    },
  },
  {
    id: "S04",
    title: "503 for ever",
    prepare: ({ primary }) => primary.script([], status(503)),
    async judge({ stage, ask }) {
      expectWhole(await ask(), stage, "fallback");
      expect(stage.primary.arrivals.length + stage.fallback.arrivals.length).toBeLessThanOrEqual(6);
    },
  },
  {
    id: "S05",
    title: "reset before headers once",
    prepare: ({ primary }) => primary.script([reset], well),
    async judge({ stage, ask }) {
      expectWhole(await ask(), stage, "either");
      expect(stage.primary.arrivals.length + stage.fallback.arrivals.length).toBe(2);
    },
  },
  {
    id: "S06",
    title: "silence",
    prepare: ({ primary }) => primary.script([], silence),
    async judge({ stage, ask, client }) {
      const told = await ask();
      expectWhole(told, stage, "fallback");
      expect(told.after).toBeLessThan(client === "stream" ? seconds(15) : seconds(35));
      expect(stage.primary.arrivals.map(({ state }) => state)).toEqual(["cancelled"]);
    },
  },
  ...noTokens,
  ...cuts,
  {
    id: "S09",
    title: "stall for 30 s after 20 tokens",
    prepare: ({ primary }) => primary.script([], stallAfter(20, seconds(30))),
    async judge(trial) {
      const told = await wholeOrClearError(trial);
      expect(told.after).toBeLessThan(seconds(45));
      if (trial.mode === "hold" && trial.client === "stream") expect(told.bytes).toMatch(/^: keepalive\n\n/);
    },
  },
  ...malformed,
  ...noTerminators,
  {
    id: "S12",
    title: "400 context_length_exceeded",
    prepare: ({ primary }) => primary.script([], status(400, "context_length_exceeded")),
    async judge({ stage, ask }) {
      expectWhole(await ask(), stage, "fallback");
      expect([stage.primary.arrivals.length, stage.fallback.arrivals.length]).toEqual([1, 1]);
    },
  },
  {
    id: "S13",
    title: "400 content policy",
    prepare: ({ primary }) => primary.script([], status(400, "content_policy_violation")),
    async judge({ stage, ask }) {
      const told = await ask();
      expectError(told, stage);
      expect(told).toMatchObject({ status: 400, code: "content_policy_violation" });
      expect(told.error.message).toContain("upstream says content_policy_violation");
      expect([stage.primary.arrivals.length, stage.fallback.arrivals.length]).toEqual([1, 0]);
    },
  },
  {
    id: "S14",
    title: "stream cut at 40 of 60 tokens, and the fallback refuses prefill",
    prepare({ primary, fallback }) {
      primary.script([], cutAfter(40, "close"));
      fallback.script([], withoutPrefill(well));
    },
    async judge(trial) {
      await wholeOrClearError(trial);
      for (const { body } of trial.stage.fallback.arrivals) expect(body.messages.at(-1)?.role).toBe("user");
    },
  },
  ...outages,
  {
    id: "S16",
    title: "503 for ever: whose answer it is",
    prepare: ({ primary }) => primary.script([], status(503)),
    async judge({ stage, ask }) {
      const told = await ask();
      expectWhole(told, stage, "fallback");
      expect(told.model).toBe("gpt-large");
      expect(told.usage).toMatchObject({ completion_tokens: 60 });
      expect(told.headers.get("x-turnout-route") ?? "fallback:gpt-large").toBe("fallback:gpt-large");
    },
  },
];
