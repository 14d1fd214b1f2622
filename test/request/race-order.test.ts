/** `A!B`: when each leg is asked. */
import { describe, expect, test } from "vitest";
import { cut, done, event, gate, hang, hangUp, raw, refusal, type Step, sse, stall } from "../support/answers.ts";
import { collect, errorOf } from "../support/client.ts";
import { chunk, finish, opening, spoken, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { backend, gateway } from "../support/gateway.ts";
import { readUntil, spokenIn } from "../support/read-stream.ts";
import type { Answer } from "../support/upstream.ts";

const it = gateway(
  (url) => `
backends:
${["a", "b", "c", "late"].map((name) => backend(name, url)).join("\n")}
${backend("hasty", url, "first_token_timeout: 0.2")}
${backend("twin", url, "", ["KEY_1", "KEY_2"])}
failover_routes:
  chain: { policy: ordered, elements: ["a:one", "b:two"] }
model_aliases:
  - { pattern: "^quick$", replacement: "[handicap=30]a:m!c:m" }
failure_handling: { retries: 0 }
resilience: { circuit_breaker: { enabled: false } }
`,
  { time: "held" },
);

describe("a handicap", () => {
  test("starts a leg first, and the others later by the difference", async () => {
    it.upstream.once("/a/", spoken("from a"));
    it.upstream.once("/b/", stall);
    it.upstream.once("/c/", stall);
    const asking = it.ask("a:later![handicap=0.5]b:m![handicap=0.3]c:later", { stream: true });
    const { b } = await it.asked("b");
    await it.artifact.pass(199);
    expect(it.countOf("c:later")).toBe(0);
    await it.artifact.pass(1);
    const { c } = await it.asked("c");
    await it.artifact.pass(299);
    expect(it.countOf("a:later")).toBe(0);
    await it.artifact.pass(1);
    expect(spokenIn((await asking).text)).toBe("from a");
    expect(await Promise.all([b.over, c.over])).toEqual(["cancelled", "cancelled"]);
  });

  test("not needed: if the first answers in time, no other is tried", async () => {
    it.upstream.once("/a/", spoken("from a"));
    const quick = await it.ask("[handicap=0.2]a:m!b:unneeded", { stream: true });
    expect([quick.headers["x-turnout-route"], quick.headers["x-turnout-attempts"]]).toEqual(["a:m", "1"]);
    await it.artifact.pass(1_000);
    expect(it.countOf("b:unneeded")).toBe(0);
  });

  test("in the config has the same effect as in a client's string", async () => {
    it.upstream.once("/a/", spoken("from a"));
    const { headers } = await it.ask("quick", { stream: true });
    expect([headers["x-turnout-route"], headers["x-turnout-attempts"]]).toEqual(["a:m", "1"]);
  });
});

describe("a leg that fails starts the next at once", () => {
  const failures: Readonly<Record<string, Answer>> = {
    "a 503": refusal(503),
    "a 401": refusal(401),
    "a 404": refusal(404, "model_not_found"),
    "a broken connection": hangUp,
    "a cut before any output": sse([opening, cut]),
    "an error event before any output": sse([opening, event({ error: { message: "no", code: "overloaded" } })]),
    "a malformed event before any output": sse([raw("data: {\n\n"), hang]),
  };
  for (const [what, answer] of Object.entries(failures)) {
    test(`${what}`, async () => {
      it.upstream.once("/a/", answer);
      it.upstream.once("/b/", spoken("from b"));
      const answered = await it.ask("[handicap=30]a:m!b:m", { stream: true });
      expect(spokenIn(answered.text)).toBe("from b");
      expect([answered.headers["x-turnout-route"], answered.headers["x-turnout-attempts"]]).toEqual(["b:m", "2"]);
    });
  }

  test("and only the next: a third keeps its time", async () => {
    it.upstream.once("/a/", refusal(500));
    it.upstream.once("/b/", spoken("from b"));
    const { headers } = await it.ask("[handicap=60]a:m![handicap=30]b:m!c:third", { stream: true });
    expect([headers["x-turnout-route"], headers["x-turnout-attempts"]]).toEqual(["b:m", "2"]);
    expect(it.countOf("c:third")).toBe(0);
  });

  test("even if it would otherwise wait and retry", async () => {
    it.upstream.once("/a/", refusal(429, null, { "retry-after": "20" }));
    it.upstream.once("/b/", spoken("from b"));
    const { headers } = await it.ask("[handicap=30]a:waits!b:m", { stream: true });
    expect([headers["x-turnout-route"], headers["x-turnout-attempts"]]).toEqual(["b:m", "2"]);
    expect(it.countOf("a:waits")).toBe(1);
  });

  for (const [what, code] of Object.entries({
    "for what it asks": "invalid_value",
    "for what it says": "content_filter",
  })) {
    test(`but a request that is rejected ${what} is sent to no other leg`, async () => {
      it.upstream.once("/a/", refusal(400, code));
      const answered = await it.ask(`[handicap=30]a:m!b:${code}`, { stream: true });
      expect([answered.status, answered.headers["x-turnout-attempts"]]).toEqual([400, "1"]);
      expect(answered.text).toContain(code);
      expect(it.countOf(`b:${code}`)).toBe(0);
    });
  }

  test("and a leg that started before that rejection may still answer", async () => {
    it.upstream.once("/a/", refusal(400, "content_filter"));
    it.upstream.once("/b/", spoken("from b"));
    const answered = await it.ask("a:m!b:m", { stream: true });
    expect(spokenIn(answered.text)).toBe("from b");
  });

  test("and the rejection is shown if none does", async () => {
    const refused = deferred();
    it.upstream.once("/a/", async (request, response) => {
      await refused.promise;
      await refusal(503, "late")(request, response);
    });
    it.upstream.once("/b/", refusal(400, "content_filter"));
    const answered = it.ask("[handicap=60]a:m![handicap=60]b:refused!c:unasked", { stream: true });
    await it.artifact.logged(/attempt_failed.*b:refused/);
    refused.resolve();
    expect([(await answered).status, errorOf(await answered).code]).toEqual([400, "content_filter"]);
    expect(it.countOf("c:unasked")).toBe(0);
  });

  test("but not before its own keys have been tried", async () => {
    it.upstream.once("/twin/", refusal(500), spoken("from the other key"));
    const { headers } = await it.ask("[handicap=30]twin:m!b:spare", { stream: true });
    expect(headers["x-turnout-route"]).toMatch(/^twin\.[12]:m$/);
    expect(headers["x-turnout-attempts"]).toBe("2");
    expect(it.countOf("b:spare")).toBe(0);
  });
});

describe("ttft_timeout", () => {
  const silences: Readonly<Record<string, Answer>> = {
    "without a head": stall,
    "behind a head": sse([hang]),
    "behind a role": sse([opening, hang]),
    "behind comments": sse([raw(": still thinking\n\n"), hang]),
  };
  for (const [what, answer] of Object.entries(silences)) {
    test(`ends a leg that is silent ${what}, and the next starts at once`, async () => {
      it.upstream.once("/a/", answer);
      it.upstream.once("/b/", spoken("from b"));
      const next = `b:after-${what.replaceAll(" ", "-")}`;
      const model = `[handicap=30,ttft_timeout=0.2]a:m!${next}`;
      const asking = it.ask(model, { stream: true });
      const { a } = await it.asked("a");
      await it.artifact.pass(199);
      expect(it.countOf(next)).toBe(0);
      await it.artifact.pass(1);
      expect((await asking).headers["x-turnout-route"]).toBe(next);
      expect(await a.over).toBe("cancelled");
      const { tried } = await it.line(model);
      expect(tried[0]).toMatchObject({ target: "a:m", status: null, reason: "first_token_timeout", ms: 200 });
    });
  }

  test("overrides the backend's own limit", async () => {
    const speak = deferred();
    const held: Step = gate(speak.promise);
    it.upstream.once("/hasty/", sse([opening, held, word("patience"), finish, done]));
    const asking = it.ask("[handicap=30,ttft_timeout=20]hasty:m!b:m", { stream: true });
    const { hasty } = await it.asked("hasty");
    await it.artifact.pass(10_000);
    speak.resolve();
    expect((await asking).headers["x-turnout-route"]).toBe("hasty:m");
    expect(await hasty.over).toBe("answered");
    // Without it the backend's own holds.
    it.upstream.once("/hasty/", stall);
    it.upstream.once("/late/", spoken("from late"));
    const other = it.ask("[handicap=30]hasty:m!late:m", { stream: true });
    await it.asked("hasty");
    await it.artifact.pass(200);
    expect((await other).headers["x-turnout-route"]).toBe("late:m");
  });

  test("does not apply after the first output", async () => {
    const later = deferred();
    it.upstream.once("/a/", sse([word("one"), gate(later.promise), word("two"), finish, done]));
    const { response } = await it.stream("[handicap=30,ttft_timeout=0.2]a:m!b:after");
    const begun = await readUntil(response, '"one"');
    await it.artifact.pass(1_000);
    later.resolve();
    expect(spokenIn(begun + (await collect(response)).text)).toBe("onetwo");
    expect(it.countOf("b:after")).toBe(0);
  });
});

test("a leg may be a failover route, whose targets are tried in order within it", async () => {
  it.upstream.once("/a/", refusal(503));
  it.upstream.once("/b/", sse([event(chunk({ content: "from b" })), finish, done]));
  const answer = await it.ask("[handicap=30]chain!c:other", { stream: true });
  expect([answer.status, answer.headers["x-turnout-route"]], answer.text).toEqual([200, "b:two"]);
  expect(it.countOf("c:other")).toBe(0);
});
