import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { person, said } from "../../support/openai-upstream/scenarios.ts";
import { type Outcome, reportOf } from "../support/report.ts";
import { BACKENDS, startTurnout, type Turnout } from "../support/turnout.ts";

type Steps = Readonly<Record<string, Outcome>>;

let turnout: Turnout;
beforeAll(async () => {
  turnout = await startTurnout();
});
afterAll(() => turnout.stop());

describe.each(BACKENDS)("through the backend %s", (backend) => {
  let report: Readonly<Record<string, Steps>>;
  beforeAll(async () => {
    report = await reportOf(new URL("script.mjs", import.meta.url), [turnout.baseUrl, backend]);
  });

  describe.each(["chat", "responses"] as const)("%s", (protocol) => {
    const came = (step: string): Outcome => report[protocol]?.[step] ?? {};

    test("text, whole and streamed", () => {
      const whole = { text: said, usage: { input_tokens: 25, output_tokens: 12, total_tokens: 37 } };
      expect(came("text")).toMatchObject(whole);
      expect(came("streamed")).toMatchObject(whole);
    });

    test("tools, whole, streamed and in parallel", () => {
      const one = { calls: 1, text: "call_b1: sunny in Oslo" };
      expect(came("tools")).toEqual(one);
      expect(came("streamedTools")).toEqual(one);
      const three = { calls: 3, text: "call_c1: sunny in Oslo; call_c2: noon; call_c3: sunny in Rome" };
      expect(came("parallelTools")).toEqual(three);
      expect(came("streamedParallelTools")).toEqual(three);
    });

    test("an object of a schema", () => {
      expect(came("object")).toEqual(person);
    });

    test("errors, and streams that break off", () => {
      expect(came("failed").error).toMatchObject({ status: 400 });
      expect(came("cut")).toHaveProperty("error.message");
    });
  });
});
