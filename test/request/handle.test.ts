/** Whole requests without sockets: authentication, reading the body, clients that leave. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createAuthenticator } from "../../runtime/clients/authenticator.ts";
import { gatewayError } from "../../runtime/errors.ts";
import type { Observer } from "../../runtime/observe/observer.ts";
import { responsesEndpoint } from "../../runtime/protocols/responses/endpoint.ts";
import type { Prepare } from "../../runtime/request/handle.ts";
import { type Deferred, deferred } from "../support/deferred.ts";
import { answer, COMPLETION, data, done, sentTo, wait, words } from "../support/scripted-target.ts";
import { type ServingOptions, serving } from "../support/serving.ts";

const GPT = { model: "gpt" };
const GOOD = answer(COMPLETION);

/** Records an observer's calls for whole requests. */
function listener() {
  const heard: string[] = [];
  const observer: Observer = {
    wantsUsage: true,
    opened: ({ id, model, target, attempts, tried, session, replay, warnings, targetWarnings }) =>
      void heard.push(
        `opened ${JSON.stringify({ id, model, target, attempts, tried, session, replay, warnings, targetWarnings })}`,
      ),
    received: ({ id }, { length }) => void heard.push(`received ${id} ${length}`),
    attempt: ({ id }) => void heard.push(`attempt ${id}`),
    closed: ({ id }, usage) => void heard.push(`closed ${id} ${usage?.output ?? "without usage"}`),
  };
  return { heard, observer };
}

const buggy: Prepare = () => {
  throw new Error("a bug");
};

/** What is known of a request before its body is read. */
const NEW = {
  model: "",
  target: "",
  attempts: 0,
  tried: [],
  session: null,
  replay: null,
  warnings: [],
  targetWarnings: [],
};

describe("a request", () => {
  test("is read to its end, sent and answered", async () => {
    const server = serving({ script: GOOD });
    const client = server.open();
    client.send('{"model":"g');
    await server.advance(10);
    expect(server.targets.asked).toEqual([]);
    client.send('pt","seed":7}');
    client.end();
    await server.advance(10);
    expect(server.targets.asked.map(sentTo)).toEqual([{ model: "gpt", seed: 7 }]);
    expect(client.res.calls).toEqual(["head 200", `end ${COMPLETION}`]);
    expect(client.res.header("x-request-id")).toBe("req_1");
  });

  test("counts its time from its first byte", async () => {
    const started: number[] = [];
    const observer: Observer = { closed: ({ startedAt }) => void started.push(startedAt) };
    const server = serving({ script: GOOD, observers: [observer] });
    const before = server.clock.now();
    const client = server.open();
    await server.advance(500);
    client.send(JSON.stringify(GPT));
    client.end();
    await server.advance(500);
    client.leave();
    expect(started).toEqual([before]);
  });

  test("is told to observers from its headers to its close, with its usage", async () => {
    const { heard, observer } = listener();
    const script = words(
      ["hi"],
      data('data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5}}\n\n'),
      ...done,
    );
    const server = serving({ script, observers: [observer] });
    const client = server.ask({ ...GPT, stream: true });
    expect(heard).toEqual([`opened ${JSON.stringify({ id: "req_1", ...NEW })}`]);
    await server.advance(100);
    client.leave();
    expect(heard.slice(1)).toEqual(["received req_1 29", "attempt req_1", "closed req_1 5"]);
  });

  test("whose body is compressed is decoded before it is read", async () => {
    const server = serving({ script: GOOD });
    const client = server.open({ "content-encoding": "gzip" });
    client.send(gzipSync(JSON.stringify({ ...GPT, seed: 7 })));
    client.end();
    await expect.poll(() => server.targets.asked.map(sentTo)).toEqual([{ model: "gpt", seed: 7 }]);
  });
});

describe("a request is refused, and sent to no target,", () => {
  const auth = createAuthenticator({ enabled: true, keys: [] }, { TURNOUT_API_KEY: "sk-client" });
  const refusals: readonly (readonly [string, ServingOptions, string, number, string])[] = [
    ["if its body is too large", {}, `{"model":"gpt","pad":"${"x".repeat(1000)}"}`, 413, "body_too_large"],
    ["if its body cannot be read", {}, "{", 400, "invalid_json"],
    ["if there is no such model", {}, '{"model":"none"}', 404, "model_not_found"],
    ["if preparing it fails", { prepare: () => buggy }, '{"model":"gpt"}', 500, "internal_error"],
  ];
  test.each(refusals)("%s", async (_, options, text, status, code) => {
    const { heard, observer } = listener();
    const server = serving({ script: GOOD, observers: [observer], ...options });
    const client = server.open();
    client.send(text);
    client.end();
    await server.advance(10);
    expect([client.res.status(), server.targets.asked]).toEqual([status, []]);
    expect(JSON.parse(client.res.text())).toMatchObject({ error: { code } });
    client.leave();
    expect(heard.at(-1)).toBe("closed req_1 without usage");
  });

  test("if its client has no key, before its body is read", async () => {
    const { heard, observer } = listener();
    const server = serving({ script: GOOD, observers: [observer], tools: { auth } });
    const stranger = server.ask(GPT, { authorization: "Bearer sk-wrong" });
    await server.advance(10);
    expect([stranger.res.status(), server.targets.asked]).toEqual([401, []]);
    expect(JSON.parse(stranger.res.text())).toMatchObject({ error: { code: "invalid_api_key" } });
    stranger.leave();
    expect(heard.map((each) => each.split(" ")[0])).toEqual(["opened", "closed"]);
    const known = server.ask(GPT, { authorization: "Bearer sk-client" });
    await server.advance(10);
    expect(known.res.status()).toBe(200);
  });

  test("and only what could be read is told to observers", async () => {
    const { heard, observer } = listener();
    const server = serving({ observers: [observer] });
    const large = server.open();
    large.send("x".repeat(2000));
    await server.advance(10);
    expect(large.res.status()).toBe(413);
    expect(heard).toHaveLength(1);
  });

  test("if our code throws, which the log explains and the client is not told", async () => {
    const server = serving({ prepare: () => buggy });
    const client = server.ask(GPT);
    await server.advance(10);
    expect(client.res.text()).not.toContain("a bug");
    expect(server.logged()).toEqual([
      { level: "error", event: "internal_error", id: "req_1", message: "Error: a bug" },
    ]);
    // The server goes on.
    const next = server.ask(GPT);
    await server.advance(10);
    expect(next.res.header("x-request-id")).toBe("req_2");
  });
});

describe("a request whose conversation has to be looked up first", () => {
  /** The look-up takes as long as the test likes. */
  function lookingUp(options: ServingOptions = {}) {
    const found: Deferred<ReturnType<Prepare>> = deferred();
    const server = serving({
      ...options,
      prepare: (usual) => async (context, payload) => {
        const early = await found.promise;
        return early ?? usual(context, payload);
      },
    });
    return { ...server, found };
  }
  const nothing = null as unknown as ReturnType<Prepare>;

  test("is sent once that is done", async () => {
    const server = lookingUp({ script: GOOD });
    const client = server.ask(GPT);
    await server.advance(10);
    expect(server.targets.asked).toEqual([]);
    server.found.resolve(nothing);
    await server.advance(10);
    expect(client.res.calls).toEqual(["head 200", `end ${COMPLETION}`]);
  });

  test("is refused if it has no such conversation", async () => {
    const server = lookingUp({ frontend: responsesEndpoint });
    const client = server.ask(GPT);
    server.found.resolve(gatewayError("previous_response_not_found", "It is not there."));
    await server.advance(10);
    expect(client.res.status()).toBe(400);
    expect(client.res.text()).toContain("previous_response_not_found");
  });

  test("is answered if the look-up fails", async () => {
    const server = lookingUp();
    const client = server.ask(GPT);
    server.found.resolve(Promise.reject(new Error("the database is away")));
    await server.advance(10);
    expect(client.res.status()).toBe(500);
    expect(client.res.text()).not.toContain("database");
    expect(server.logged()).toMatchObject([{ event: "internal_error", message: "Error: the database is away" }]);
  });

  test("is not sent if its client has left meanwhile", async () => {
    const server = lookingUp({ script: GOOD });
    const client = server.ask(GPT);
    await server.advance(10);
    client.leave();
    server.found.resolve(nothing);
    await server.advance(10);
    expect(server.targets.asked).toEqual([]);
    expect(client.res.calls).toEqual(["destroy"]);
  });

  test("ends with its client, like any other", async () => {
    const server = lookingUp({ script: [wait(5000), ...GOOD] });
    const client = server.ask(GPT);
    server.found.resolve(nothing);
    await server.advance(10);
    client.leave();
    expect(server.targets.asked).toMatchObject([{ state: "given up" }]);
  });
});

describe("a client that leaves", () => {
  test("while its body arrives has sent nothing", async () => {
    const { heard, observer } = listener();
    const server = serving({ script: GOOD, observers: [observer] });
    const client = server.open();
    client.send('{"model":');
    await server.advance(10);
    client.leave();
    await server.advance(10);
    expect(server.targets.asked).toEqual([]);
    expect(client.res.calls).toEqual(["destroy"]);
    expect(heard.slice(1)).toEqual(["closed req_1 without usage"]);
    expect(server.logged()).toEqual([]);
  });

  test("while it waits for its answer ends the attempt", async () => {
    const { heard, observer } = listener();
    const server = serving({ script: [wait(5000), ...GOOD], observers: [observer] });
    const client = server.ask(GPT);
    await server.advance(10);
    client.leave();
    expect(server.targets.asked).toMatchObject([{ state: "given up" }]);
    await server.advance(10_000);
    expect(client.res.calls).toEqual(["destroy"]);
    expect(heard.filter((each) => each.startsWith("closed"))).toEqual(["closed req_1 without usage"]);
    expect(server.clock.pending).toBe(0);
  });
});
