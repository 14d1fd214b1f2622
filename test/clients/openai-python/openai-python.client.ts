/** openai-python retries by itself, and sleeps as long as `retry-after` says, unless it is told that a retry is useless. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUILD_LIMIT, programBeside } from "../support/program.ts";
import type { Outcome } from "../support/report.ts";
import { startTurnout, type Turnout } from "../support/turnout.ts";

const client = programBeside(import.meta.url);
const CALLS = ["chat", "streamedChat", "responses", "streamedResponses"] as const;

describe.skipIf(client.lacks !== null)(client.name, () => {
  let turnout: Turnout;
  beforeAll(async () => {
    await client.build();
    turnout = await startTurnout();
  }, BUILD_LIMIT * 1000);
  afterAll(() => turnout.stop());

  test.each([
    ["a wait of an hour", "chat:limited", ["limited"], "RateLimitError", 429],
    ["a failover without success", "chat:broken|compatible:broken", ["broken", "broken"], "InternalServerError", 500],
  ])("it does not ask again after %s", async (_, model, asked, name, status) => {
    const before = turnout.provider.received.length;
    const { report } = await client.report<{ report: Readonly<Record<string, Outcome>> }>(turnout.baseUrl, model);
    expect(report).toEqual(Object.fromEntries(CALLS.map((call) => [call, { error: { name, status } }])));
    const models = turnout.provider.received.slice(before).map(({ fields }) => fields.model);
    expect(models).toEqual(CALLS.flatMap(() => asked));
  });
});
