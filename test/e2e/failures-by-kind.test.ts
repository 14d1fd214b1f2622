/** A built server whose targets are there for certain failures. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { post } from "../support/client.ts";

let artifact: RunningArtifact;

beforeAll(async () => {
  artifact = await startArtifact(`
backends:
  filtered: { type: mock, mock: { faults: [{ status: 400, code: content_policy_violation, times: null }] } }
  small: { type: mock, mock: { faults: [{ status: 400, code: context_length_exceeded, times: null }] } }
  busy: { type: mock, mock: { faults: [{ status: 429, times: null }] } }
  open: { type: mock, mock: { word_delay: 0 } }
  large: { type: mock, mock: { word_delay: 0 } }
  spare: { type: mock, mock: { word_delay: 0 } }
  slow: { type: mock, mock: { faults: [{ stall: 0, times: null }] } }
model_defaults: { "slow:short": { timeout: 0.05 } }
failover_routes:
  a: ["filtered:m", "[on=rate_limit]spare:m", "spare:n", "[on=content_filter]open:m"]
  b: ["small:m", "[on=content_filter]open:m", "[on=context]large:m"]
  c: ["busy:m", "[on=context+content_filter]large:m"]
  d: ["filtered:m", "spare:m"]
failure_handling: { retries: 0 }
`);
});

afterAll(() => artifact?.stop());

test.each([
  ["a", 200, "open:m", "2"],
  ["b", 200, "large:m", "2"],
  ["c", 429, "busy:m", "1"],
  ["d", 400, "filtered:m", "1"],
  ["small:x|[on=timeout]spare:m|[on=context]open:m", 200, "open:m", "2"],
])("%s: %i from %s after %s attempts", async (model, status, route, attempts) => {
  const messages = [{ role: "user", content: "hi" }];
  const { status: got, headers } = await post(`${artifact.url}/v1/chat/completions`, { model, messages });
  expect([got, headers["x-turnout-route"], headers["x-turnout-attempts"]]).toEqual([status, route, attempts]);
});

test("a model has a timeout of its own", async () => {
  const messages = [{ role: "user", content: "hi" }];
  const { status, fields } = await post(`${artifact.url}/v1/chat/completions`, { model: "slow:short", messages });
  expect([status, fields]).toMatchObject([504, { error: { code: "upstream_timeout" } }]);
});
