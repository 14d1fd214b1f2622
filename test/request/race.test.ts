/** `A!B` for a client that streams: which leg wins, and how the others end. */
import { describe, expect, test } from "vitest";
import { cut, done, event, gate, hang, raw, refusal, type Step, sse, stall } from "../support/answers.ts";
import { collect, errorOf } from "../support/client.ts";
import { chunk, finish, opening, spoken, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { backend, gateway, messages } from "../support/gateway.ts";
import { errorAtEnd, readUntil, spokenIn } from "../support/read-stream.ts";
import { COMPLETION } from "../support/scripted-target.ts";

const it = gateway(
  (url) => `
backends:
${["a", "b", "c"].map((name) => backend(name, url)).join("\n")}
${backend("held", url, "stream_recovery: hold")}
model_aliases: [{ pattern: "^race$", replacement: "a:m!b:m" }]
failure_handling: { retries: 0, keepalive_interval: 0.1 }
resilience: { circuit_breaker: { enabled: false } }
`,
);

/** Leg a sends `lead` and then nothing, and only then b says `steps`. */
function script(lead: Step, ...steps: readonly Step[]): void {
  const led = deferred();
  it.upstream.once("/a/", sse([lead, () => led.resolve(), hang]));
  it.upstream.once("/b/", sse([gate(led.promise), ...steps, finish, done]));
}

describe("the first meaningful output wins", () => {
  const leads: Readonly<Record<string, Step>> = {
    "a role": event({ ...chunk({ role: "assistant" }), id: "of-a" }),
    "a role with empty content": event({ ...chunk({ role: "assistant", content: "", refusal: null }), id: "of-a" }),
    "an empty delta": event({ ...chunk({}), id: "of-a" }),
    "empty reasoning": event({ ...chunk({ reasoning_content: "" }), id: "of-a" }),
    "a chunk of usage": event({ ...chunk({}), id: "of-a", choices: [], usage: { total_tokens: 1 } }),
    "the head alone": () => {},
    comments: raw(": of-a\n\n: of-a\n\n"),
    "a ping": raw('event: ping\ndata: {"type":"ping","id":"of-a"}\n\n'),
  };
  for (const [what, lead] of Object.entries(leads)) {
    test(`${what} is none`, async () => {
      script(lead, opening, word("from b"));
      const answer = await it.ask("a:m!b:m", { stream: true });
      expect(answer.headers["x-turnout-route"]).toBe("b:m");
      expect(answer.headers["x-turnout-attempts"]).toBe("2");
      expect(spokenIn(answer.text)).toBe("from b");
      expect(answer.text).not.toContain("of-a");
      const { a, b } = await it.asked("a", "b");
      expect([await a.over, await b.over]).toEqual(["cancelled", "answered"]);
    });
  }

  const call = { index: 0, id: "call_1", type: "function", function: { name: "f", arguments: "" } };
  const outputs: Readonly<Record<string, Record<string, unknown>>> = {
    content: { content: "x" },
    reasoning: { reasoning_content: "x" },
    "reasoning by its other name": { reasoning: "x" },
    "a refusal": { refusal: "x" },
    "a tool call": { tool_calls: [call] },
  };
  for (const [what, delta] of Object.entries(outputs)) {
    test(`${what} wins, while the rest of it is still to come`, async () => {
      const later = deferred();
      script(opening, event(chunk(delta)), gate(later.promise));
      const { response } = await it.stream("a:m!b:m");
      expect(response.headers["x-turnout-route"]).toBe("b:m");
      const { a, b } = await it.asked("a", "b");
      expect(await a.over).toBe("cancelled");
      later.resolve();
      expect((await collect(response)).text).toContain(JSON.stringify({ ...delta, role: "assistant" }));
      expect(await b.over).toBe("answered");
    });
  }

  test("an answer that is not a stream counts as output too", async () => {
    const led = deferred();
    it.upstream.once("/a/", sse([opening, () => led.resolve(), hang]));
    it.upstream.once("/b/", async (_, response) => {
      await led.promise;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(COMPLETION);
    });
    const answer = await it.ask("a:m!b:m", { stream: true });
    expect([answer.headers["x-turnout-route"], answer.headers["content-type"]]).toEqual([
      "b:m",
      "text/event-stream; charset=utf-8",
    ]);
    expect(answer.text).toMatch(/"content":"ok".*\n\ndata: \[DONE\]\n\n$/s);
    expect(await (await it.asked("a", "b")).a.over).toBe("cancelled");
  });

  test("of three, two are cancelled, also one that has not answered yet", async () => {
    const led = deferred();
    const later = deferred();
    it.upstream.once("/a/", stall);
    it.upstream.once("/b/", sse([opening, () => led.resolve(), hang]));
    it.upstream.once("/c/", sse([gate(led.promise), word("from c"), gate(later.promise), finish, done]));
    const { response } = await it.stream("a:m!b:m!c:m");
    const { a, b, c } = await it.asked("a", "b", "c");
    expect(await Promise.all([a.over, b.over])).toEqual(["cancelled", "cancelled"]);
    later.resolve();
    expect(response.headers["x-turnout-attempts"]).toBe("3");
    expect(spokenIn((await collect(response)).text)).toBe("from c");
    expect(c.fields).toEqual({ model: "m", messages, stream: true });
  });
});

describe("a winner", () => {
  test("that breaks ends in an error event, and no other target is tried", async () => {
    const broken = deferred();
    script(opening, word("Hel"), gate(broken.promise), cut);
    const { response } = await it.stream("a:m!b:m");
    await readUntil(response, "Hel");
    const before = it.upstream.begun();
    broken.resolve();
    expect(errorAtEnd((await collect(response)).text)).toMatchObject({ code: "upstream_cut" });
    expect(it.upstream.begun()).toBe(before);
  });

  test("that is held and breaks leaves the answer to the next leg, and comments continue meanwhile", async () => {
    const broken = deferred();
    const whole = deferred();
    it.upstream.once("/held/", sse([opening, word("never seen"), gate(broken.promise), cut]));
    it.upstream.once("/a/", sse([opening, word("from a"), gate(whole.promise), finish, done]));
    const { response } = await it.stream("[handicap=30]held:m!a:m", { "x-turnout-stream-recovery": "hold" });
    const first = await readUntil(response, ": keepalive\n\n: keepalive\n\n");
    broken.resolve();
    await it.asked("held", "a");
    const second = await readUntil(response, ": keepalive\n\n: keepalive\n\n");
    whole.resolve();
    const text = first + second + (await collect(response)).text;
    expect(spokenIn(text)).toBe("from a");
    expect(text).not.toContain("never seen");
  });

  test("that is held continues its comments when the others are cancelled", async () => {
    const whole = deferred();
    const led = deferred();
    it.upstream.once("/a/", sse([opening, () => led.resolve(), hang]));
    it.upstream.once("/held/", sse([gate(led.promise), word("from held"), gate(whole.promise), finish, done]));
    const { response } = await it.stream("a:m!held:m");
    const { a } = await it.asked("a", "held");
    expect(await a.over).toBe("cancelled");
    const comments = await readUntil(response, ": keepalive\n\n: keepalive\n\n: keepalive\n\n");
    whole.resolve();
    expect(spokenIn(comments + (await collect(response)).text)).toBe("from held");
  });
});

describe("when no leg answers", () => {
  test("the last error is the answer", async () => {
    const first = deferred();
    it.upstream.once("/a/", refusal(500, "first"));
    it.upstream.once("/b/", async (request, response) => {
      await first.promise;
      await refusal(503, "last", { "x-provider": "b" })(request, response);
    });
    const asking = it.ask("a:lost!b:lost", { stream: true });
    const { a } = await it.asked("a", "b");
    await a.over;
    await it.artifact.logged(/"event":"attempt_failed".*"target":"a:lost"/);
    first.resolve();
    const answer = await asking;
    expect([answer.status, errorOf(answer).code]).toEqual([503, "last"]);
    expect(answer.headers).toMatchObject({
      "x-turnout-route": "b:lost",
      "x-turnout-attempts": "2",
      "x-provider": "b",
    });
  });

  test("an error in a stream that has started becomes an answer in one piece", async () => {
    const error = { message: "too much", type: "server_error", param: null, code: "overloaded" };
    it.upstream.once("/a/", sse([opening, event({ error })]));
    it.upstream.once("/b/", sse([opening, event({ error })]));
    const answer = await it.ask("a:m!b:m", { stream: true });
    expect([answer.status, answer.headers["content-type"]]).toEqual([500, "application/json"]);
    expect(errorOf(answer)).toEqual(error);
  });
});

test("a client that leaves cancels all legs", async () => {
  it.upstream.once("/a/", sse([opening, hang]));
  it.upstream.once("/b/", stall);
  const controller = new AbortController();
  const url = `${it.artifact.url}/v1/chat/completions`;
  const body = JSON.stringify({ model: "a:left!b:left", messages, stream: true });
  const call = fetch(url, { method: "POST", body, signal: controller.signal }).catch(() => null);
  const { a, b } = await it.asked("a", "b");
  controller.abort();
  await call;
  expect(await Promise.all([a.over, b.over])).toEqual(["cancelled", "cancelled"]);
});

test("a client that leaves before a leg's time: the leg never starts", async () => {
  it.upstream.once("/a/", stall);
  it.upstream.once("/b/", stall);
  const url = `${it.artifact.url}/v1/chat/completions`;
  const controller = new AbortController();
  const body = (model: string) => JSON.stringify({ model, messages, stream: true });
  const call = fetch(url, { method: "POST", body: body("[handicap=0.2]a:gone!b:gone"), signal: controller.signal });
  const { a } = await it.asked("a");
  controller.abort();
  await call.catch(() => null);
  expect(await a.over).toBe("cancelled");
  // Another race whose second leg starts later than that of the first.
  it.upstream.once("/a/", stall);
  it.upstream.once("/c/", spoken("ok"));
  expect((await it.ask("[handicap=0.3]a:m!c:m", { stream: true })).headers["x-turnout-route"]).toBe("c:m");
  expect(it.countOf("b:gone")).toBe(0);
});
