/** `stream_recovery: hold`: nothing is sent before the answer is whole, so that no fault in its middle is seen. */
import { describe, expect, test } from "vitest";
import { cut, done, event, gate, hang, json, raw, refusal, type Step, sse, stall } from "../support/answers.ts";
import { type Answered, collect, errorOf } from "../support/client.ts";
import { chat, chunk, finish, opening, spoken, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { backend, gateway, messages } from "../support/gateway.ts";
import { errorAtEnd, readUntil, spokenIn } from "../support/read-stream.ts";

const it = gateway(
  (url) => `
backends:
${backend("held", url, "stream_recovery: hold, stream_idle_timeout: 3")}
${backend("plain", url, "stream_idle_timeout: 3")}
${backend("spare", url)}
failover_routes:
  by-backend: { policy: ordered, elements: ["held:m", "spare:m"] }
  by-route: { policy: ordered, stream_recovery: hold, elements: ["plain:m", "spare:m"] }
  unheld: { policy: ordered, stream_recovery: none, elements: ["held:m", "spare:m"] }
  by-header: { policy: ordered, elements: ["plain:m", "spare:m"] }
failure_handling: { retries: 0, keepalive_interval: 0.1 }
resilience: { circuit_breaker: { enabled: false } }
`,
  { time: "held" },
);

const HOLD = { "x-turnout-stream-recovery": "hold" };
const NONE = { "x-turnout-stream-recovery": "none" };
const overloaded = { error: { message: "no more", type: "server_error", param: null, code: "overloaded" } };

const faults: Readonly<Record<string, { readonly step: Step; readonly code: string }>> = {
  "a cut": { step: cut, code: "upstream_cut" },
  "an end without a finish": { step: (response) => void response.end(), code: "upstream_cut" },
  "a stall": { step: hang, code: "upstream_timeout" },
  "a malformed event": { step: raw('data: {"choices":[{"delta"\n\n'), code: "upstream_invalid" },
  "an error event": { step: event(overloaded), code: "overloaded" },
};

/** The first target takes these steps in the middle of its answer; the other one is whole. */
function breakInTheMiddle(first: string, ...steps: readonly Step[]): void {
  it.upstream.once(`/${first}/`, sse([opening, word("never "), word("seen"), ...steps, hang]));
  it.upstream.once("/spare/", spoken("one", " whole", " answer"));
}

const ways = [
  { way: "its backend", model: "by-backend", first: "held", headers: {} },
  { way: "its route", model: "by-route", first: "plain", headers: {} },
  { way: "the request's header", model: "by-header", first: "plain", headers: HOLD },
  { way: "the request's header against its route", model: "unheld", first: "held", headers: HOLD },
] as const;

describe.each(ways)("held by $way", ({ model, first, headers }) => {
  for (const [what, { step }] of Object.entries(faults)) {
    test(`${what} in the middle is not visible: another target answers, completely`, async () => {
      breakInTheMiddle(first, step);
      const answer = await it.artifact.passUntil(it.ask(model, { stream: true }, headers));
      expect(answer.status).toBe(200);
      expect(spokenIn(answer.text)).toBe("one whole answer");
      expect(answer.text).not.toMatch(/never|seen|error/);
      expect(answer.text.match(/"role"/g)).toHaveLength(1);
      await it.asked(first, "spare");
    });
  }
});

const unheld = [
  { way: "the request's header against its backend", model: "by-backend", first: "held", headers: NONE },
  { way: "the request's header against its route", model: "by-route", first: "plain", headers: NONE },
  { way: "its route against its backend", model: "unheld", first: "held", headers: {} },
  { way: "nobody's wish", model: "by-header", first: "plain", headers: {} },
] as const;

describe.each(unheld)("not held by $way", ({ model, first, headers }) => {
  for (const [what, { step, code }] of Object.entries(faults)) {
    test(`${what} in the middle ends in an error`, async () => {
      const before = it.upstream.begun();
      const seen = deferred();
      breakInTheMiddle(first, gate(seen.promise), step);
      const { response } = await it.stream(model, headers);
      await readUntil(response, '"seen"');
      seen.resolve();
      const { text } = await it.artifact.passUntil(collect(response));
      expect(errorAtEnd(text)).toMatchObject({ code });
      expect(it.upstream.begun()).toBe(before + 1);
    });
  }
});

describe("while an answer is held", () => {
  test("comments are sent, and nothing of the answer before its end", async () => {
    const end = deferred();
    it.upstream.once("/spare/", sse([opening, word("Hel"), word("lo"), gate(end.promise), finish, done]));
    const { response } = await it.artifact.passUntil(it.stream("spare:m", HOLD));
    expect(response.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(response.headers["x-turnout-route"]).toBe("spare:m");
    const meanwhile = await it.artifact.passUntil(readUntil(response, ": keepalive\n\n".repeat(3)));
    expect(meanwhile).toBe(": keepalive\n\n".repeat(meanwhile.length / ": keepalive\n\n".length));
    end.resolve();
    expect(spokenIn((await collect(response)).text)).toBe("Hello");
  });

  test("comments are sent before the upstream has sent anything, too", async () => {
    it.upstream.once("/held/", async (request, response) => {
      await said.promise;
      await spoken("late")(request, response);
    });
    const said = deferred();
    const { response } = await it.artifact.passUntil(it.stream("held:m"));
    await it.artifact.passUntil(readUntil(response, ": keepalive\n\n: keepalive\n\n"));
    said.resolve();
    expect(spokenIn((await collect(response)).text)).toBe("late");
  });

  test("a quick answer has no comment, and its own headers", async () => {
    it.upstream.once("/held/", sse([word("quick"), finish, done], { "x-provider": "p" }));
    const answer = await it.ask("held:m", { stream: true });
    expect(answer.headers["x-provider"]).toBe("p");
    expect(answer.text).not.toContain("keepalive");
    expect(spokenIn(answer.text)).toBe("quick");
  });

  test("a client that leaves cancels it", async () => {
    it.upstream.once("/held/", sse([opening, word("Hel"), hang]));
    const { request, response } = await it.artifact.passUntil(it.stream("held:m"));
    await readUntil(response, ": keepalive");
    request.destroy();
    expect(await (await it.asked("held")).held.over).toBe("cancelled");
  });
});

describe("after comments a final failure is an error event without [DONE]", () => {
  /** Lets the client read a comment before the target fails. */
  async function failBehindComments(fail: (opened: Promise<void>) => void, model = "held:m"): Promise<Answered> {
    const commented = deferred();
    fail(commented.promise);
    const { response } = await it.artifact.passUntil(it.stream(model));
    await readUntil(response, ": keepalive");
    commented.resolve();
    return it.artifact.passUntil(collect(response));
  }

  const ends: Readonly<Record<string, readonly [Step, string]>> = {
    "a cut": [cut, "upstream_invalid"],
    "a malformed event": [raw("data: {]\n\n"), "upstream_invalid"],
    "a stall": [hang, "upstream_timeout"],
    "an error event": [event(overloaded), "overloaded"],
  };
  for (const [what, [step, code]] of Object.entries(ends)) {
    test(`of ${what}`, async () => {
      const { status, text } = await failBehindComments((open) =>
        it.upstream.once("/held/", sse([opening, word("never seen"), gate(open), step, hang])),
      );
      expect(status).toBe(200);
      expect(errorAtEnd(text)).toMatchObject({ code });
      expect(text).not.toContain("never seen");
    });
  }

  test("of a rejection: the upstream's own error", async () => {
    const { text } = await failBehindComments((open) =>
      it.upstream.once("/held/", async (request, response) => {
        await open;
        await refusal(400, "content_policy_violation")(request, response);
      }),
    );
    expect(errorAtEnd(text)).toEqual({
      message: "upstream says 400",
      type: "upstream_test_error",
      param: null,
      code: "content_policy_violation",
    });
  });

  test("of a rejection not in OpenAI's format: its words", async () => {
    const { text } = await failBehindComments((open) =>
      it.upstream.once("/held/", async (request, response) => {
        await open;
        await json({ detail: "I am a teapot" }, 418)(request, response);
      }),
    );
    expect(errorAtEnd(text)).toEqual({
      message: "I am a teapot",
      type: "invalid_request_error",
      code: null,
      param: null,
    });
  });

  test("of all targets: the last one's", async () => {
    const { text } = await failBehindComments((open) => {
      it.upstream.once("/held/", sse([opening, word("never"), gate(open), cut]));
      it.upstream.once("/spare/", refusal(503, "spare_is_down"));
    }, "by-backend");
    expect(errorAtEnd(text)).toMatchObject({ code: "spare_is_down" });
    expect(text).not.toContain("never");
  });

  test("and an answer that is not a stream becomes one", async () => {
    const { text } = await failBehindComments((open) =>
      it.upstream.once("/held/", async (request, response) => {
        await open;
        await json(chat("whole"))(request, response);
      }),
    );
    expect(text).toMatch(/"content":"whole".*\n\ndata: \[DONE\]\n\n$/s);
  });
});

test("a client that wants no stream gets no comment and the real status", async () => {
  it.upstream.once("/held/", stall);
  const controller = new AbortController();
  const url = `${it.artifact.url}/v1/chat/completions`;
  const body = JSON.stringify({ model: "held:m", messages });
  let answered = false;
  const call = fetch(url, { method: "POST", body, signal: controller.signal }).then(
    () => {
      answered = true;
    },
    () => {},
  );
  await it.asked("held");
  await it.artifact.pass(1_000);
  expect(answered).toBe(false);
  controller.abort();
  await call;
  it.upstream.once("/held/", refusal(503, "down"));
  expect(errorOf(await it.ask("held:m")).code).toBe("down");
});

test("a held answer keeps its usage, its reasoning and its tool calls", async () => {
  const call = { index: 0, id: "c", type: "function", function: { name: "f", arguments: "{}" } };
  const events = [chunk({ reasoning_content: "hm" }), chunk({ tool_calls: [call] }), chunk({}, "tool_calls")];
  it.upstream.once(
    "/held/",
    sse([opening, ...events.map(event), event({ choices: [], usage: { total_tokens: 3 } }), done]),
  );
  const { text } = await it.ask("held:m", { stream: true });
  expect(
    text.endsWith(
      `${events.map((each) => `data: ${JSON.stringify(each)}\n\n`).join("")}data: {"choices":[],"usage":{"total_tokens":3}}\n\ndata: [DONE]\n\n`,
    ),
  ).toBe(true);
});
