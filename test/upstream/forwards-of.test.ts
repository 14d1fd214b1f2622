import { expect, test } from "vitest";
import { forwardsOf } from "../../runtime/upstream/forwards-of.ts";
import { irOf } from "../resolve/compile-config.ts";

/** Whether a config with this list forwards a header. */
function forwards(list: readonly string[], name: string): boolean {
  const ir = irOf(`backends: { x: { type: vllm, forward_headers: ${JSON.stringify(list)} } }`);
  const backend = ir.backends[0]?.backend;
  return backend?.kind === "http" && forwardsOf(backend)?.(name) === true;
}

test.each([
  [["X-Request-Id"], "x-request-id", true],
  [["x-request-id"], "x-request-id-2", false],
  [["x-acme-*"], "x-acme-tenant", true],
  [["x-acme-*"], "x-acme-", true],
  [["x-acme-*"], "x-acme", false],
  [["x-acme-*"], "x-acme-api-key", false],
  [["x-acme-*"], "x-acme-auth", false],
  [["*-tenant"], "x-acme-tenant", true],
  [["*-tenant"], "cf-access-tenant", false],
  [["x-*-id-*"], "x-a-id-b", true],
  [["x-*-id-*"], "x-id-", false],
  [["a*a"], "a", false],
  [["a*a"], "aa", true],
  [["*"], "user-agent", true],
  [["x-*", "http-referer"], "http-referer", true],
  ...[
    ...["authorization", "proxy-authorization", "api-key", "x-api-key", "x-goog-user-project", "cookie"],
    ...["cf-access-token", "x-amzn-oidc-data", "x-forwarded-for", "forwarded", "via", "cf-ray", "origin", "referer"],
    ...["sec-fetch-mode", "if-none-match", "range", "accept-encoding", "content-length", "host", "connection"],
    ...["openai-organization", "openai-project", "chatgpt-account-id", "x-turnout-stream-recovery", "expect", "te"],
  ].map((name) => [["*", "*-*", "*e*", "x-*", "c*", "*n"], name, false] as const),
] as const)("forward_headers: %j, %s: %j", (list, name, forwarded) => {
  expect(forwards(list, name)).toBe(forwarded);
});

test("a backend without the key takes nothing beyond the usual", () => {
  expect(forwardsOf({})).toBeNull();
});
