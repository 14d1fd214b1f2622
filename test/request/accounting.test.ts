/** What is reported of a request's attempts: to the client in headers, to the operator in one line of the log. */
import { describe, expect, test } from "vitest";
import { cut, done, event, gate, hang, hangUp, raw, refusal, type Step, sse, stall } from "../support/answers.ts";
import { type Answered, collect, post } from "../support/client.ts";
import { finish, opening, says, spoken, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { backend, gateway, messages } from "../support/gateway.ts";
import { readUntil } from "../support/read-stream.ts";

const it = gateway(
  (url) => `
backends:
${["a", "b", "c"].map((name) => backend(name, url)).join("\n")}
${backend("mute", url, "header_timeout: 0.2, stream_idle_timeout: 0.2")}
${backend("twin", url, "", ["KEY_1", "KEY_2"])}
model_aliases: [{ pattern: "^race$", replacement: "a:m!b:m" }]
failure_handling: { retries: 1, min_retry_wait: 0.05, max_silent_wait: 5 }
resilience: { circuit_breaker: { enabled: false } }
`,
  { time: "held" },
);

const MS = expect.any(Number);
const tried = (target: string, status: number | null, reason: string) => ({ target, status, reason, ms: MS });
const facts = ({ status, headers }: Answered) => [status, headers["x-turnout-route"], headers["x-turnout-attempts"]];

/** The line of the log; its times add up, and it is the only one. */
async function lineOf(model: string) {
  const line = await it.line(model);
  for (const { ms } of line.tried) {
    expect(ms).toBeGreaterThanOrEqual(0);
    expect(ms).toBeLessThanOrEqual(line.ms + 1);
  }
  expect(it.artifact.stderr().split(`"event":"request","id":"${line.id}"`)).toHaveLength(2);
  return line;
}

describe.each([{ stream: false }, { stream: true }])("with stream: $stream", ({ stream }) => {
  const ask = (model: string) => it.artifact.passUntil(it.ask(model, { stream }));
  const name = (model: string) => `${model}-${stream}`;

  test("answered at once", async () => {
    it.upstream.once("/a/", says("ok"));
    const model = `a:${name("once")}`;
    const answer = await ask(model);
    expect(facts(answer)).toEqual([200, model, "1"]);
    expect(await lineOf(model)).toMatchObject({
      id: answer.headers["x-request-id"],
      path: "/v1/chat/completions",
      status: 200,
      model,
      target: model,
      attempts: 1,
      tried: [tried(model, 200, "ok")],
      client_left: false,
    });
  });

  test("retried", async () => {
    it.upstream.once("/a/", refusal(503), says("ok"));
    const model = `a:${name("retried")}`;
    expect(facts(await ask(model))).toEqual([200, model, "2"]);
    const line = await lineOf(model);
    expect(line).toMatchObject({ attempts: 2, tried: [tried(model, 503, "503"), tried(model, 200, "ok")] });
    expect(line.ms).toBeGreaterThanOrEqual(50);
  });

  test("failed over, each for its own reason", async () => {
    it.upstream.once("/a/", refusal(401, "invalid_api_key"));
    // Once more if the first connection was used before: its end is not a failure.
    it.upstream.once("/b/", hangUp, hangUp, hangUp);
    it.upstream.once("/mute/", stall);
    it.upstream.once("/c/", says("ok"));
    const [a, b, mute, c] = ["a", "b", "mute", "c"].map((each) => `${each}:${name("over")}`) as [
      string,
      string,
      string,
      string,
    ];
    const model = [a, b, mute, c].join("|");
    expect(facts(await ask(model))).toEqual([200, c, "5"]);
    expect(await lineOf(model)).toMatchObject({
      target: c,
      attempts: 5,
      tried: [
        tried(a, 401, "invalid_api_key"),
        tried(b, null, "connection_reset"),
        tried(b, null, "connection_reset"),
        tried(mute, null, "header_timeout"),
        tried(c, 200, "ok"),
      ],
    });
  });

  test("waited", async () => {
    it.upstream.once("/a/", refusal(429, "rate_limit_exceeded", { "retry-after-ms": "200" }), says("ok"));
    const model = `a:${name("waited")}`;
    expect(facts(await ask(model))).toEqual([200, model, "2"]);
    const line = await lineOf(model);
    expect(line.tried).toEqual([tried(model, 429, "rate_limit_exceeded"), tried(model, 200, "ok")]);
    // The wait is the request's, not an attempt's.
    expect(line.ms - line.tried.reduce((sum, { ms }) => sum + ms, 0)).toBeGreaterThanOrEqual(200);
  });

  test("another key", async () => {
    it.upstream.once("/twin/", refusal(402), says("ok"));
    const model = `twin:${name("key")}`;
    const answer = await ask(model);
    const targets = (await lineOf(model)).tried.map(({ target }) => target);
    expect(new Set(targets)).toEqual(new Set([`twin.1:${name("key")}`, `twin.2:${name("key")}`]));
    expect(facts(answer)).toEqual([200, targets[1], "2"]);
  });

  test("raced, the losers cancelled", async () => {
    it.upstream.once("/a/", stall);
    it.upstream.once("/b/", sse([opening, hang]));
    const led = deferred();
    it.upstream.once("/c/", async (_, response) => {
      await led.promise;
      await spoken("ok")(_, response);
    });
    const [a, b, c] = ["a", "b", "c"].map((each) => `${each}:${name("raced")}`) as [string, string, string];
    const model = [a, b, c].join("!");
    const asking = ask(model);
    await it.asked("a", "b", "c");
    led.resolve();
    expect(facts(await asking)).toEqual([200, c, "3"]);
    expect(await lineOf(model)).toMatchObject({
      target: c,
      attempts: 3,
      tried: [tried(a, null, "cancelled"), tried(b, null, "cancelled"), tried(c, 200, "ok")],
    });
  });

  test("all failed", async () => {
    it.upstream.once("/a/", refusal(404, "model_not_found"));
    it.upstream.once("/b/", refusal(422, "unfit"));
    const [a, b] = [`a:${name("failed")}`, `b:${name("failed")}`];
    expect(facts(await ask(`${a}|${b}`))).toEqual([422, b, "2"]);
    expect(await lineOf(`${a}|${b}`)).toMatchObject({
      status: 422,
      target: b,
      attempts: 2,
      tried: [tried(a, 404, "model_not_found"), tried(b, 422, "unfit")],
    });
  });

  test("the client left", async () => {
    it.upstream.once("/a/", refusal(404, "model_not_found"));
    it.upstream.once("/b/", stall);
    const [a, b] = [`a:${name("left")}`, `b:${name("left")}`];
    const model = `${a}|${b}`;
    const controller = new AbortController();
    const body = JSON.stringify({ model, messages, stream });
    const url = `${it.artifact.url}/v1/chat/completions`;
    const call = fetch(url, { method: "POST", body, signal: controller.signal }).catch(() => null);
    await it.asked("a", "b");
    controller.abort();
    await call;
    expect(await lineOf(model)).toMatchObject({
      status: 0,
      target: b,
      attempts: 2,
      tried: [tried(a, 404, "model_not_found"), tried(b, null, "cancelled")],
      client_left: true,
    });
  });
});

describe("broke after its output had begun", () => {
  const overloaded = { error: { message: "no more", type: "server_error", param: null, code: "overloaded" } };
  const routed = { error: { code: 502, message: "gone" }, choices: [{ index: 0, delta: {}, finish_reason: "error" }] };
  const faults: Readonly<Record<string, readonly [Step, string]>> = {
    cut: [cut, "cut"],
    ended: [(response) => void response.end(), "cut"],
    silent: [hang, "idle_timeout"],
    malformed: [raw("data: {]\n\n"), "malformed"],
    overloaded: [event(overloaded), "overloaded"],
    routed: [event(routed), "502"],
  };
  for (const [what, [step, reason]] of Object.entries(faults)) {
    test(what, async () => {
      const seen = deferred();
      it.upstream.once("/mute/", sse([opening, word("Hel"), gate(seen.promise), step]));
      const model = `mute:${what}`;
      const { response } = await it.stream(`${model}|b:unasked`);
      await readUntil(response, '"Hel"');
      seen.resolve();
      expect((await it.artifact.passUntil(collect(response))).text).not.toContain("[DONE]");
      expect([response.headers["x-turnout-route"], response.headers["x-turnout-attempts"]]).toEqual([model, "1"]);
      expect(await lineOf(`${model}|b:unasked`)).toMatchObject({
        status: 200,
        target: model,
        attempts: 1,
        tried: [tried(model, 200, reason)],
        client_left: false,
      });
      const told = JSON.parse(await it.artifact.logged(new RegExp(`"event":"answer_broke".*"target":"${model}"`)));
      expect(told).toMatchObject({ level: "warn", target: model, reason });
    });
  }

  test("cancelled by the client, which left in the middle", async () => {
    it.upstream.once("/a/", sse([opening, word("Hel"), hang]));
    const { request, response } = await it.stream("a:middle");
    await readUntil(response, '"Hel"');
    request.destroy();
    expect(await lineOf("a:middle")).toMatchObject({
      status: 200,
      tried: [tried("a:middle", null, "cancelled")],
      client_left: true,
    });
  });
});

test("a rejected request has no attempts, and names no target", async () => {
  const answer = await post(`${it.artifact.url}/v1/chat/completions`, { model: "a:m^b:n|c:o", messages });
  expect(facts(answer)).toEqual([400, undefined, undefined]);
  expect(await it.line("a:m^b:n|c:o")).toMatchObject({ status: 400, target: "", attempts: 0, tried: [] });
});

test("a model string that is rejected for its length does not fill the log", async () => {
  const answer = await it.ask("x".repeat(500_000));
  expect(answer.status).toBe(400);
  expect(await lineOf("x".repeat(1024))).toMatchObject({ status: 400, tried: [] });
});

test("a target that is waited for in vain counts each time, and the log shows what came next", async () => {
  it.upstream.once("/a/", refusal(429, null, { "retry-after-ms": "50" }), refusal(429, null, { "retry-after": "60" }));
  it.upstream.once("/b/", sse([word("ok"), finish, done]));
  const answer = await it.artifact.passUntil(it.ask("a:vain|b:m", { stream: true }));
  expect(facts(answer)).toEqual([200, "b:m", "3"]);
  await it.artifact.logged(/"attempt_failed".*"a:vain".*"advance"/);
  const failed = it.artifact
    .stderr()
    .split("\n")
    .filter((line) => /"attempt_failed".*"a:vain"/.test(line));
  expect(failed.map((line) => JSON.parse(line))).toMatchObject([
    { reason: "429", status: 429, next: "retry" },
    { reason: "429", status: 429, next: "advance" },
  ]);
});
