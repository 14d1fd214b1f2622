import { expect, test } from "vitest";
import { classify } from "../../../runtime/failure/classify.ts";
import type { Outcome } from "../../../runtime/failure/outcome.ts";
import { type Penalty, penaltyOf } from "../../../runtime/targets/health/penalty.ts";
import { answers } from "../../support/play-attempts.ts";

const NONE: Penalty = { kind: "none" };
const STRIKE: Penalty = { kind: "strike" };
const DEAD: Penalty = { kind: "dead" };

test.each<[outcome: Outcome, penalty: Penalty]>([
  [{ kind: "connection" }, STRIKE],
  [{ kind: "connection", fault: { cause: "refused", detail: "ECONNREFUSED" } }, STRIKE],
  [{ kind: "connection", fault: { cause: "no_descriptors", detail: "EMFILE" } }, NONE],
  [{ kind: "timeout", of: "connect" }, STRIKE],
  [{ kind: "timeout", of: "first_token" }, STRIKE],
  [{ kind: "invalid", reason: "cut" }, STRIKE],
  [answers(500), STRIKE],
  [answers(503, 5_000), STRIKE],
  [answers(501), STRIKE],
  [answers(408), STRIKE],
  [answers(429), STRIKE],
  [answers(429, 0), STRIKE],
  [answers(429, 5_000), { kind: "cooldown", ms: 5_000 }],
  [answers(401), DEAD],
  [answers(402), DEAD],
  [answers(403), DEAD],
  [{ ...answers(429, 5_000), code: "insufficient_quota" } as Outcome, DEAD],
  [answers(400), NONE],
  [answers(404), NONE],
  [{ ...answers(404), code: "model_not_found" } as Outcome, NONE],
  [{ ...answers(400), code: "context_length_exceeded" } as Outcome, NONE],
  [{ ...answers(403), code: "content_filter" } as Outcome, NONE],
  [{ ...answers(429), message: "Request too large for x" } as Outcome, NONE],
])("%o: %o", (outcome, penalty) => {
  expect(penaltyOf(outcome, classify(outcome))).toEqual(penalty);
});
