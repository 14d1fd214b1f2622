/** `A!B` for a client that wants no stream: the winner's answer in one piece. */
import { describe, expect, test } from "vitest";
import { cut, done, event, gate, hang, json, refusal, type Step, sse, stall } from "../support/answers.ts";
import { type Answered, errorOf, post } from "../support/client.ts";
import { chunk, finish, opening, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { backend, gateway, messages } from "../support/gateway.ts";
import { COMPLETION } from "../support/scripted-target.ts";

const it = gateway(
  (url) => `
backends:
${["a", "b", "c"].map((name) => backend(name, url)).join("\n")}
${backend("mute", url, "stream_idle_timeout: 0.2")}
${backend("twin", url, "", ["KEY_1", "KEY_2"])}
model_aliases: [{ pattern: "^race$", replacement: "a:m!b:m" }]
failure_handling: { retries: 0, keepalive_interval: 0.1 }
resilience: { circuit_breaker: { enabled: false } }
`,
);

const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
const bill: Step = event({ ...chunk({}), choices: [], usage });
const AS_STREAM = { stream: true, stream_options: { include_usage: true } };

/** Leg a opens its answer and says nothing, and only then b says `steps`. */
function script(...steps: readonly Step[]): void {
  const led = deferred();
  it.upstream.once("/a/", sse([opening, () => led.resolve(), hang]));
  it.upstream.once("/b/", sse([gate(led.promise), ...steps]));
}

const facts = ({ status, headers }: Answered) => [status, headers["x-turnout-route"], headers["x-turnout-attempts"]];

describe("the winner is folded", () => {
  test("into one chat completion with its usage", async () => {
    script(opening, word("Hel"), word("lo"), finish, bill, done);
    const answer = await it.ask("a:m!b:m", { temperature: 0.5 });
    expect(facts(answer)).toEqual([200, "b:m", "2"]);
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(Number(answer.headers["content-length"])).toBe(answer.body.length);
    expect(answer.fields).toEqual({
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1_700_000_000,
      model: "gpt-4o-2024-08-06",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Hello", refusal: null },
          finish_reason: "stop",
          logprobs: null,
        },
      ],
      usage,
    });
    const { a, b } = await it.asked("a", "b");
    expect(await a.over).toBe("cancelled");
    for (const { fields } of [a, b]) expect(fields).toEqual({ model: "m", messages, temperature: 0.5, ...AS_STREAM });
  });

  test("and is asked for a stream even if the client says that it wants none", async () => {
    script(word("x"), finish, bill, done);
    expect((await it.ask("a:m!b:m", { stream: false, stream_options: null })).fields.usage).toEqual(usage);
    expect((await it.asked("a", "b")).b.fields).toEqual({ model: "m", messages, ...AS_STREAM });
  });

  test("with its tool calls", async () => {
    const call = (index: number, rest: object) => event(chunk({ tool_calls: [{ index, ...rest }] }));
    script(
      opening,
      call(0, { id: "call_1", type: "function", function: { name: "f", arguments: "" } }),
      call(0, { function: { arguments: '{"a":' } }),
      call(1, { id: "call_2", type: "function", function: { name: "g", arguments: "{}" } }),
      call(0, { function: { arguments: "1}" } }),
      event(chunk({}, "tool_calls")),
      done,
    );
    const { choices } = (await it.ask("a:m!b:m")).fields as { choices: readonly unknown[] };
    expect(choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: {
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "f", arguments: '{"a":1}' } },
          { id: "call_2", type: "function", function: { name: "g", arguments: "{}" } },
        ],
      },
    });
  });

  test("of a legacy completion", async () => {
    const text = (piece: string, reason: string | null = null) =>
      event({
        id: "cmpl-1",
        object: "text_completion",
        created: 1,
        model: "m-1",
        choices: [{ index: 0, text: piece, finish_reason: reason, logprobs: null }],
      });
    const led = deferred();
    it.upstream.once("/a/", sse([text(""), () => led.resolve(), hang]));
    it.upstream.once("/b/", sse([gate(led.promise), text("Hel"), text("lo"), text("", "stop"), done]));
    const answer = await post(`${it.artifact.url}/v1/completions`, { model: "a:m!b:m", prompt: "Say" });
    expect(facts(answer)).toEqual([200, "b:m", "2"]);
    expect(answer.fields).toEqual({
      id: "cmpl-1",
      object: "text_completion",
      created: 1,
      model: "m-1",
      choices: [{ index: 0, text: "Hello", finish_reason: "stop", logprobs: null }],
    });
    const { a, b } = await it.asked("a", "b");
    expect(await a.over).toBe("cancelled");
    expect([b.url, b.fields]).toEqual(["/b/v1/completions", { model: "m", prompt: "Say", ...AS_STREAM }]);
  });

  test("and nothing is sent before its end, not even a comment", async () => {
    const end = deferred();
    const led = deferred();
    it.upstream.once("/a/", sse([word("Hello"), () => led.resolve(), gate(end.promise), finish, done]));
    it.upstream.once("/b/", stall);
    const asking = it.ask("a:m!b:m");
    await led.promise;
    expect(await (await it.asked("a", "b")).b.over).toBe("cancelled");
    // In this time there would be several comments.
    it.upstream.once("/mute/", sse([word("x"), hang]));
    await it.ask("mute:m");
    end.resolve();
    const answer = await asking;
    expect(answer.text.startsWith("{")).toBe(true);
    expect(answer.headers["content-type"]).toBe("application/json");
  });
});

describe("an upstream that does not stream", () => {
  test("and answers in one piece has won with it", async () => {
    it.upstream.once("/a/", stall);
    it.upstream.once("/b/", json({ id: "whole", ...JSON.parse(COMPLETION) }));
    const answer = await it.ask("a:m!b:m");
    expect([...facts(answer), answer.fields]).toMatchObject([200, "b:m", "2", { id: "whole" }]);
    expect(await (await it.asked("a", "b")).a.over).toBe("cancelled");
  });

  test("is what embeddings ask for: the first whole answer wins", async () => {
    const led = deferred();
    const whole = deferred();
    it.upstream.once("/a/", async (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"object":', () => led.resolve());
    });
    it.upstream.once("/b/", async (request, response) => {
      await Promise.all([led.promise, whole.promise]);
      await json({ object: "list", data: [{ embedding: [0.5] }], of: "b" })(request, response);
    });
    const asking = post(`${it.artifact.url}/v1/embeddings`, { model: "a:m!b:m", input: "text" });
    const { a, b } = await it.asked("a", "b");
    whole.resolve();
    const answer = await asking;
    expect([...facts(answer), answer.fields.of]).toEqual([200, "b:m", "2", "b"]);
    expect(await a.over).toBe("cancelled");
    for (const { fields } of [a, b]) expect(fields).toEqual({ model: "m", input: "text" });
  });
});

describe("a winner that breaks", () => {
  const { error } = { error: { message: "gone", type: "server_error", param: null, code: "overloaded" } };
  const breaks: Readonly<Record<string, readonly Step[]>> = {
    "by a cut": [cut],
    "by an end without a finish": [],
    "by an error event": [event({ error }), hang],
    "by a malformed event": [(response) => void response.write("data: {]\n\n"), hang],
  };
  for (const [how, steps] of Object.entries(breaks)) {
    test(`${how} leaves the answer to a leg that has not started yet`, async () => {
      it.upstream.once("/a/", sse([opening, word("never seen"), ...steps]));
      it.upstream.once("/b/", sse([opening, word("whole"), finish, bill, done]));
      const answer = await it.ask("[handicap=30]a:m!b:m");
      expect(facts(answer)).toEqual([200, "b:m", "2"]);
      expect(answer.text).toContain('"content":"whole"');
      expect(answer.text).not.toContain("never seen");
    });
  }

  test("leaves it also to one that was cancelled for it", async () => {
    const led = deferred();
    it.upstream.once("/b/", sse([opening, () => led.resolve(), hang]), sse([word("whole"), finish, done]));
    it.upstream.once("/a/", sse([gate(led.promise), word("never seen"), cut]));
    const answer = await it.ask("a:m!b:m");
    expect(facts(answer)).toEqual([200, "b:m", "3"]);
    expect(answer.text).toContain('"content":"whole"');
  });

  test("by silence leaves it too", async () => {
    it.upstream.once("/mute/", sse([opening, word("never seen"), hang]));
    it.upstream.once("/b/", sse([opening, word("whole"), finish, bill, done]));
    const answer = await it.ask("[handicap=30]mute:m!b:m");
    expect(facts(answer)).toEqual([200, "b:m", "2"]);
    expect(await (await it.asked("mute", "b")).mute.over).toBe("cancelled");
  });

  test("first tries its own other key", async () => {
    const twice = [sse([word("never seen"), cut]), sse([word("whole"), finish, done])];
    it.upstream.once("/twin/", ...twice);
    const answer = await it.ask("[handicap=30]twin:m!b:unasked");
    expect(facts(answer)).toEqual([200, expect.stringMatching(/^twin\.[12]:m$/), "2"]);
    expect(it.countOf("b:unasked")).toBe(0);
  });

  test("with no leg left ends in its own error", async () => {
    it.upstream.once("/a/", refusal(503));
    it.upstream.once("/b/", sse([word("never seen"), cut]));
    const answer = await it.ask("[handicap=30]a:m!b:m");
    expect(facts(answer)).toEqual([502, "b:m", "2"]);
    expect(errorOf(answer)).toMatchObject({ type: "upstream_error", code: "upstream_invalid" });
  });
});

test("all legs fail: the last error, unchanged", async () => {
  it.upstream.once("/a/", refusal(500, "first"));
  it.upstream.once("/b/", refusal(429, "second", { "retry-after": "90" }));
  const answer = await it.ask("[handicap=30]a:m!b:m");
  expect(facts(answer)).toEqual([429, "b:m", "2"]);
  expect([errorOf(answer).code, answer.headers["retry-after"]]).toEqual(["second", "90"]);
});

test("a client that leaves cancels all legs", async () => {
  it.upstream.once("/a/", sse([opening, hang]));
  it.upstream.once("/b/", stall);
  const controller = new AbortController();
  const url = `${it.artifact.url}/v1/chat/completions`;
  const body = JSON.stringify({ model: "a:m!b:m", messages });
  const call = fetch(url, { method: "POST", body, signal: controller.signal }).catch(() => null);
  const { a, b } = await it.asked("a", "b");
  controller.abort();
  await call;
  expect(await Promise.all([a.over, b.over])).toEqual(["cancelled", "cancelled"]);
});
