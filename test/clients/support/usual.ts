/** What every client in a folder of its own is asked to do, through a target of its protocol and one of another. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { said, streamError } from "../../support/openai-upstream/scenarios.ts";
import type { Received } from "../../support/upstream.ts";
import { BUILD_LIMIT, type Program } from "./program.ts";
import type { Outcome } from "./report.ts";
import { startTurnout, type Turnout } from "./turnout.ts";

export type Protocol = "chat" | "responses";
type Step = keyof typeof STEPS;

/** A step as one client does it. */
export interface Doing {
  readonly step: Step;
  readonly protocol: Protocol;
  readonly backend: Protocol;
}

export interface Usual {
  readonly protocols: readonly Protocol[];
  /** Steps besides those that every client does. */
  readonly more?: readonly Step[];
  /** What this client has no way to do, or to notice. */
  readonly cannot?: (doing: Doing) => boolean;
  /** It does not read errors inside of streams, and notices only that the connection breaks off behind them. */
  readonly passesOverErrors?: (protocol: Protocol) => boolean;
  /** What is known to be wrong still. */
  readonly fails?: (doing: Doing) => boolean;
}

interface Report {
  /** The client's own. */
  readonly version: string;
  readonly report: Readonly<Partial<Record<Protocol, Readonly<Record<string, Outcome>>>>>;
}

const ONE_CALL = { calls: 1, text: "call_b1: sunny in Oslo" };
const TWO_CALLS = { calls: 2, text: "call_g1: sunny in Oslo; call_g2: sunny in Rome" };
const THREE_CALLS = { calls: 3, text: "call_c1: sunny in Oslo; call_c2: noon; call_c3: sunny in Rome" };
const TOLD = { text: said, input: 25, output: 12 };

type Check = (outcome: Outcome) => void;
const is =
  (expected: Outcome): Check =>
  (outcome) =>
    expect(outcome).toEqual(expected);
const failsWith =
  (message: string): Check =>
  (outcome) =>
    expect(outcome).toHaveProperty("error.message", expect.stringContaining(message));

/** What has to come of the steps of a client's program, by their names there. */
const STEPS = {
  text: is(TOLD),
  streamed: is(TOLD),
  tools: is(ONE_CALL),
  streamedTools: is(ONE_CALL),
  parallelTools: is(THREE_CALLS),
  streamedParallelTools: is(THREE_CALLS),
  failed: failsWith("upstream says 400"),
  streamedFailed: failsWith("upstream says 400"),
  cut: failsWith(""),
  errorInStream: failsWith(streamError.message),

  /** Pieces of two calls in turn. */
  interleavedTools: is(TWO_CALLS),
  /** Each piece of a call tells its id, type and name again. */
  headsAgain: is(TWO_CALLS),
  noIndex: is(TWO_CALLS),
  usageInEach: is(TOLD),
  usageInFinish: is(TOLD),
  /** A call behind reasoning, which is sent back with it. */
  reasoningTools: is({ calls: 1, text: "call_t1: sunny in Oslo" }),
} as const;

const EVERYONES: readonly Step[] = [
  "text",
  "streamed",
  "tools",
  "streamedTools",
  "parallelTools",
  "streamedParallelTools",
  "failed",
  "streamedFailed",
  "cut",
  "errorInStream",
];

export function tryUsual(client: Program, { protocols, more = [], cannot, passesOverErrors, fails }: Usual): void {
  describe.skipIf(client.lacks !== null)(client.name, () => {
    let turnout: Turnout;
    beforeAll(async () => {
      await client.build();
      turnout = await startTurnout();
    }, BUILD_LIMIT * 1000);
    afterAll(() => turnout.stop());

    describe.each(["chat", "responses"] as const)("through the backend %s", (backend) => {
      let reported: Report;
      let left: readonly Received[];
      beforeAll(async () => {
        const before = turnout.provider.received.length;
        reported = await client.report(turnout.baseUrl, backend);
        left = turnout.provider.received.slice(before).filter(({ fields }) => fields.model === "stall");
      });

      for (const protocol of protocols)
        for (const step of [...EVERYONES, ...more]) {
          const doing = { step, protocol, backend };
          if (cannot?.(doing) === true) continue;
          const check = step === "errorInStream" && passesOverErrors?.(protocol) === true ? STEPS.cut : STEPS[step];
          const run = fails?.(doing) === true ? test.fails : test;
          run(`${protocol}: ${step}`, () => check(reported.report[protocol]?.[step] ?? {}));
        }

      test("a client that leaves releases the upstream", async () => {
        for (const protocol of protocols)
          expect(reported.report[protocol]?.aborted).toEqual({ text: expect.stringMatching(/^Hello/) });
        expect(left).toHaveLength(protocols.length);
        for (const { over } of left) expect(await over).toBe("cancelled");
      });

      test("it tells its version", () => expect(reported.version).toMatch(/^v?\d+\.\d+\.\d+$/));
    });
  });
}
