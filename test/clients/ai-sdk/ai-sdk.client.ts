import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { person, said } from "../../support/openai-upstream/scenarios.ts";
import type { Received } from "../../support/upstream.ts";
import { type Outcome, reportOf } from "../support/report.ts";
import { BACKENDS, startTurnout, type Turnout } from "../support/turnout.ts";

type Steps = Readonly<Record<string, Outcome>>;
const PROTOCOLS = ["chat", "responses", "responses, not kept"] as const;

let turnout: Turnout;
beforeAll(async () => {
  turnout = await startTurnout();
});
afterAll(() => turnout.stop());

describe.each(BACKENDS)("through the backend %s", (backend) => {
  let report: Readonly<Record<string, Steps>>;
  let aborted: readonly Received[];
  beforeAll(async () => {
    const before = turnout.provider.received.length;
    report = await reportOf(new URL("script.mjs", import.meta.url), [turnout.baseUrl, backend]);
    aborted = turnout.provider.received.slice(before).filter(({ fields }) => fields.model === "stall");
  });

  describe.each(PROTOCOLS)("%s", (protocol) => {
    const came = (step: string): Outcome => report[protocol]?.[step] ?? {};

    test("text, whole and streamed", () => {
      const whole = { text: said, finishReason: "stop", usage: { inputTokens: 25, outputTokens: 12 } };
      expect(came("text")).toMatchObject(whole);
      expect(came("streamed")).toMatchObject(whole);
      expect(came("streamed").deltas).toBeGreaterThan(3);
    });

    test("tools in several steps, whole, streamed and in parallel", () => {
      const done = { text: "call_b1: sunny in Oslo", steps: 2 };
      expect(came("tools")).toEqual(done);
      expect(came("streamedTools")).toMatchObject(done);
      expect(came("streamedTools").kinds).toEqual(
        expect.arrayContaining(["text-delta", "tool-input-start", "tool-input-delta", "tool-call", "tool-result"]),
      );
      expect(came("parallelTools")).toEqual({
        text: "call_c1: sunny in Oslo; call_c2: noon; call_c3: sunny in Rome",
        calls: 3,
      });
    });

    test("an object of a schema, whole and streamed", () => {
      expect(came("object")).toEqual(person);
      expect(came("streamedObject").object).toEqual(person);
      expect(came("streamedObject").partial).toBeGreaterThan(2);
    });

    test("a picture and a file", () => {
      expect(came("picture")).toMatchObject({
        images: [{ url: "data:image/png;base64,iVBORw0KGgo=" }],
        files: [{ name: "a.pdf", data: "data:application/pdf;base64,JVBERi0x" }],
      });
    });

    test("errors, and streams that break off", () => {
      expect(came("failed").error).toMatchObject({ name: "AI_APICallError", statusCode: 400 });
      expect(came("cut")).toEqual({ failures: 1, finishReason: "error" });
    });
  });

  test("a client that leaves releases the upstream", async () => {
    for (const protocol of PROTOCOLS) expect(report[protocol]?.aborted).toEqual({ last: "abort" });
    expect(aborted).toHaveLength(PROTOCOLS.length);
    for (const { over } of aborted) expect(await over).toBe("cancelled");
  });

  test("reasoning is sent back with the calls that it led to", () => {
    expect(report["responses, not kept"]?.reasoning).toEqual({ text: "call_t1: sunny in Oslo", steps: 2 });
  });
});
