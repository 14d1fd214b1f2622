/** While a request only waits for a rate limit, the head of its answer waits too, unless the config asks for comments. */
import { describe, expect, test } from "vitest";
import { event, gate, refusal, sse } from "../support/answers.ts";
import { errorOf } from "../support/client.ts";
import { opening, spoken } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { backend, gateway } from "../support/gateway.ts";
import { spokenIn } from "../support/read-stream.ts";

const it = gateway(
  (url) => `
backends:
${[backend("a", url), backend("held", url, "stream_recovery: hold"), backend("b", url)].join("\n")}
failure_handling: { retries: 0 }
resilience: { circuit_breaker: { enabled: false } }
`,
  { time: "held" },
);

const limited = refusal(429, "rate_limit_exceeded", { "retry-after": "20" });
const ask = (model: string) => it.artifact.passUntil(it.ask(model, { stream: true }));

describe.each(["a", "held"])("a streaming client of the backend %s", (name) => {
  test("gets the status of a lone target that stays limited", async () => {
    it.upstream.once(`/${name}/`, limited, limited, limited, limited, limited);
    const answer = await ask(`${name}:m`);
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "20"]);
    expect(errorOf(answer).code).toBe("rate_limit_exceeded");
    expect(Number(answer.headers["x-turnout-attempts"])).toBeGreaterThan(1);
  });

  test("gets the answer after the wait, without comments before it", async () => {
    it.upstream.once(`/${name}/`, limited, spoken("at last"));
    const answer = await ask(`${name}:m`);
    expect([answer.status, spokenIn(answer.text), answer.text.includes("keepalive")]).toEqual([200, "at last", false]);
  });

  test("gets the status of an error that follows the wait", async () => {
    it.upstream.once(`/${name}/`, limited, refusal(400, "invalid_value"));
    expect((await ask(`${name}:m`)).status).toBe(400);
  });
});

test("comments that have begun go on during the wait", async () => {
  const open = deferred();
  const error = { error: { message: "Rate limit reached. Try again in 20s.", code: "rate_limit_exceeded" } };
  it.upstream.once("/a/", sse([opening, gate(open.promise), event(error)]), spoken("at last"));
  const answer = it.ask("a:m", { stream: true });
  await it.upstream.next();
  await it.artifact.pass(9_000);
  open.resolve();
  const { text } = await it.artifact.passUntil(answer);
  expect(text.split(": keepalive").length).toBeGreaterThan(3);
  expect(text).toContain("at last");
});
