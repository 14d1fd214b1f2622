/** Comments to a streaming client that waits, where its answer is not held. */
import { describe, expect, test } from "vitest";
import { done, event, gate, raw, refusal, type Step, sse } from "../support/answers.ts";
import { collect, errorOf } from "../support/client.ts";
import { chunk, finish, opening, says, spoken, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { backend, gateway } from "../support/gateway.ts";
import { errorAtEnd, readUntil, spokenIn } from "../support/read-stream.ts";

const it = gateway(
  (url) => `
backends:
${["a", "b", "spare"].map((name) => backend(name, url)).join("\n")}
failure_handling: { retries: 0, keepalive_interval: 0.1, max_silent_wait: 5 }
resilience: { circuit_breaker: { enabled: false } }
`,
  { time: "held" },
);

const COMMENT = ": keepalive\n\n";
const limited = (ms: number) => refusal(429, "rate_limit_exceeded", { "retry-after-ms": String(ms) });

describe("while a rate limit passes", () => {
  test("comments are sent, and then the answer of the same target", async () => {
    it.upstream.once("/a/", limited(400), spoken("at last"));
    const answer = await it.artifact.passUntil(it.ask("a:m", { stream: true }));
    expect(answer.text.startsWith(COMMENT.repeat(3))).toBe(true);
    expect(spokenIn(answer.text)).toBe("at last");
    expect(answer.headers["x-turnout-route"]).toBe("a:m");
  });

  test("none is sent during a wait shorter than their interval", async () => {
    it.upstream.once("/a/", limited(30), spoken("soon"));
    const answer = await it.artifact.passUntil(it.ask("a:m", { stream: true }));
    expect(answer.text).not.toContain("keepalive");
    expect([spokenIn(answer.text), answer.headers["x-turnout-attempts"]]).toEqual(["soon", "2"]);
  });

  test("none is sent to a client that wants no stream", async () => {
    it.upstream.once("/a/", limited(300), says("at last"));
    const answer = await it.artifact.passUntil(it.ask("a:m"));
    expect(answer.text.startsWith("{")).toBe(true);
    expect(answer.headers["x-turnout-attempts"]).toBe("2");
  });

  test("and the target fails for good: an error event", async () => {
    it.upstream.once("/b/", limited(300), refusal(400, "invalid_value"));
    const answer = await it.artifact.passUntil(it.ask("b:m", { stream: true }));
    expect([answer.status, answer.text.startsWith(COMMENT)]).toEqual([200, true]);
    expect(errorAtEnd(answer.text)).toMatchObject({ code: "invalid_value", message: "upstream says 400" });
  });
});

describe("while a stream has started without output", () => {
  const silences: Readonly<Record<string, readonly Step[]>> = {
    "with its head alone": [],
    "behind a role": [opening],
    "behind comments of its own": [raw(": OPENROUTER PROCESSING\n\n")],
  };
  for (const [what, steps] of Object.entries(silences)) {
    test(`${what}: comments are sent, and stop with the first output`, async () => {
      const first = deferred();
      const rest = deferred();
      it.upstream.once(
        "/a/",
        sse([...steps, gate(first.promise), word("one"), gate(rest.promise), word("two"), finish, done]),
      );
      const { response } = await it.artifact.passUntil(it.stream("a:m"));
      const waited = await it.artifact.passUntil(readUntil(response, COMMENT.repeat(2)));
      first.resolve();
      const begun = await readUntil(response, '"one"');
      await it.artifact.pass(300);
      rest.resolve();
      const end = (await collect(response)).text;
      expect(begun.slice(begun.indexOf('"one"')) + end).not.toContain("keepalive");
      expect(spokenIn(waited + begun + end)).toBe("onetwo");
    });
  }

  test("and it fails: another answers in the same stream", async () => {
    const commented = deferred();
    const error = { message: "no", type: "server_error", param: null, code: "overloaded" };
    it.upstream.once(
      "/a/",
      sse([event({ ...chunk({ role: "assistant" }), id: "of-a" }), gate(commented.promise), event({ error })]),
    );
    it.upstream.once("/spare/", spoken("from the spare"));
    const { response } = await it.artifact.passUntil(it.stream("a:m|spare:m"));
    await readUntil(response, COMMENT);
    commented.resolve();
    const { text } = await collect(response);
    expect(spokenIn(text)).toBe("from the spare");
    expect(text).not.toMatch(/of-a|overloaded/);
  });
});

test("none is sent to a client that wants no stream, even if the upstream streams; another may answer it in one piece", async () => {
  const other = deferred();
  it.upstream.once("/a/", sse([opening, gate(other.promise)]));
  it.upstream.once("/spare/", says("whole"));
  const asking = it.ask("a:m|spare:m");
  await it.asked("a");
  await it.artifact.pass(300);
  other.resolve();
  const answer = await asking;
  expect([answer.status, answer.headers["x-turnout-route"]]).toEqual([200, "spare:m"]);
  expect(answer.text.startsWith("{")).toBe(true);
});

test("none is sent before an upstream's headers: its status must still be passed on", async () => {
  const said = deferred();
  it.upstream.once("/a/", async (request, response) => {
    await said.promise;
    await refusal(418, "teapot")(request, response);
  });
  const asking = it.ask("a:m", { stream: true });
  await it.asked("a");
  await it.artifact.pass(300);
  said.resolve();
  const answer = await asking;
  expect([answer.status, errorOf(answer).code]).toEqual([418, "teapot"]);
});
