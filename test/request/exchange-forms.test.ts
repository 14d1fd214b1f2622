/** Answers that reach the client in another form than the upstream's: translated, or combined from a stream. */
import { describe, expect, test } from "vitest";
import { embeddings } from "../../runtime/protocols/endpoints/embeddings.ts";
import { responsesEndpoint } from "../../runtime/protocols/responses/endpoint.ts";
import { createHarness, leg } from "../support/attempt-harness.ts";
import {
  answer,
  data,
  done,
  type Script,
  sentTo,
  type TargetOptions,
  wait,
  word,
  words,
} from "../support/scripted-target.ts";

const CHAT: TargetOptions = { endpoint: { protocols: ["chat"] } };
const RESPONSES = { frontend: responsesEndpoint } as const;
const GOOD = answer('{"choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}');

/** A Responses client asks a chat server that does this. */
function translated(script: Script, stream: boolean) {
  const harness = createHarness({ limits: { retries: 0 } });
  const started = harness.ask([harness.targets.target("a:m", [script], CHAT)], { ...RESPONSES, stream });
  return { ...harness, ...started };
}

describe("a Responses client of a chat server", () => {
  test("gets a response, made when it was asked", async () => {
    const { res, advance, clock } = translated(GOOD, false);
    const now = Math.floor(clock.wall() / 1000);
    await advance(10);
    expect(JSON.parse(res.text())).toMatchObject({ object: "response", status: "completed", created_at: now });
  });

  test("gets the events of a response", async () => {
    const { res, advance } = translated(words(["hi"], ...done), true);
    await advance(10);
    expect(res.text()).toContain("event: response.created");
    expect(res.text()).toContain("event: response.completed");
    expect(res.text()).not.toContain('"choices"');
  });

  test("gets the end of its response from a server that says everything and then does not hang up", async () => {
    const finish = data('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n');
    const usage = data('data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}\n\n');
    const { res, advance, context } = translated(words(["hi"], finish, usage), true);
    await advance(20_000);
    expect(res.text()).toContain("event: response.completed");
    expect(context.tried).toMatchObject([{ reason: "ok" }]);
  });
});

describe("events that cannot be read", () => {
  const garbage = data('data: {"choices":[{"index":0,"delta":{"content":"x"}\n\n');

  test("end a stream that is passed on, after the good ones before", async () => {
    const harness = createHarness({ limits: { retries: 0 } });
    const script = words(["hi"], wait(100), garbage, ...done);
    const { res, context } = harness.ask([harness.targets.target("a:m", [script])], { stream: true });
    await harness.advance(500);
    expect(res.text()).toContain('"hi"');
    expect(res.text()).not.toContain("[DONE]");
    expect(context.tried).toMatchObject([{ reason: "malformed" }]);
  });

  test("end a stream that is translated as well", async () => {
    const { res, advance, context } = translated(words(["hi"], wait(100), garbage, ...done), true);
    await advance(500);
    expect(res.text()).toContain('"hi"');
    expect(res.text()).not.toContain("response.completed");
    expect(context.tried).toMatchObject([{ reason: "malformed" }]);
  });
});

describe("a target that only streams", () => {
  const only: TargetOptions = { endpoint: { streamsOnly: true } };

  test("answers a client that wants no stream in one piece, and after a break not at all", async () => {
    const harness = createHarness({ limits: { retries: 0 } });
    const broken = words(["lost"], wait(100), { kind: "cut" });
    const { res, context } = harness.ask([
      harness.targets.target("a:m", [broken], only),
      harness.targets.target("b:m", [words(["hi", " there"], wait(100), ...done)], only),
    ]);
    await harness.advance(500);
    expect(res.header("content-type")).toBe("application/json");
    expect(JSON.parse(res.text())).toMatchObject({
      object: "chat.completion",
      choices: [{ message: { role: "assistant", content: "hi there" }, finish_reason: "stop" }],
    });
    expect(context.tried.map(({ reason }) => reason)).toEqual(["cut", "ok"]);
  });

  test("answers a client that wants a stream with one", async () => {
    const harness = createHarness();
    const target = harness.targets.target("a:m", [words(["hi"], wait(1000), word("more"), ...done)], only);
    const { res } = harness.ask([target], { stream: true });
    await harness.advance(500);
    expect(res.text()).toContain('"hi"');
    expect(res.header("content-type")).toContain("text/event-stream");
  });
});

test("an endpoint without streams can race, and is asked for none", async () => {
  const harness = createHarness();
  const targets = ["a:m", "b:m"].map((name) =>
    harness.targets.target(name, [answer('{"object":"list","data":[{"embedding":[1]}]}')]),
  );
  const { res } = harness.race(
    targets.map((target) => leg([target])),
    { frontend: embeddings },
  );
  await harness.advance(10);
  expect(harness.targets.asked.map(sentTo)).toEqual([{ model: "m" }]);
  expect(res.calls).toEqual(["head 200", 'end {"object":"list","data":[{"embedding":[1]}]}']);
});
