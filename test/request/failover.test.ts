import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cut, hangUp, json, refusal, sse, wire } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { type Answered, errorOf, post } from "../support/client.ts";
import { chat, opening, spoken, word } from "../support/completions.ts";
import { type Answer, type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

const rerouted: Readonly<Record<string, Answer>> = {
  unauthorized: refusal(401, "invalid_api_key"),
  unpaid: refusal(402),
  forbidden: refusal(403),
  slow: refusal(408),
  conflict: refusal(409),
  early: refusal(425),
  unfit: refusal(422),
  limited: refusal(429, "rate_limit_exceeded"),
  broken: refusal(500),
  gateway: refusal(502),
  busy: refusal(503),
  late: refusal(504),
  overloaded: refusal(529),
  unknownmodel: refusal(404, "model_not_found"),
  toolong: refusal(400, "context_length_exceeded"),
  hangsup: hangUp,
  garbage: wire("this is not HTTP\r\n\r\n"),
};
const shown: readonly (readonly [string, number, string | null])[] = [
  ["a bad request", 400, "invalid_value"],
  ["a refusal of content", 400, "content_policy_violation"],
  ["a content filter", 400, "content_filter"],
  ["a path that is not there", 404, "unknown_url"],
  ["a wrong method", 405, null],
  ["too large a body", 413, null],
  ["a legal reason", 451, null],
];

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;
let config: string;
const env = { KEY: "sk-one", TWIN_1: "sk-one", TWIN_2: "sk-two" };

beforeAll(async () => {
  upstream = await startUpstream();
  const closed = await closedPort();
  const one = (name: string, origin = upstream.url) => `
  ${name}:
    type: openai-compatible
    base_url: ${origin}/${name}/v1
    api_key: \${KEY}`;
  const twin = (name: string) => `
  ${name}:
    type: openai-compatible
    base_url: ${upstream.url}/${name}/v1
    api_keys: ["\${TWIN_1}", "\${TWIN_2}"]`;
  config = `
backends:${Object.keys(rerouted)
    .map((name) => one(name) + twin(`twin${name}`))
    .join(
      "",
    )}${one("spare")}${one("plain")}${one("tired")}${one("closed", `http://127.0.0.1:${closed}`)}${twin("pinned")}
failover_routes:
  route: { policy: ordered, elements: ["closed:a", "spare:b"] }
model_aliases:
  - { pattern: "^alias$", replacement: "closed:a|spare:b" }
failure_handling: { retries: 0 }
resilience: { circuit_breaker: { enabled: false } }
default_backend: spare
`;
  artifact = await startArtifact(config, { env });
  upstream.always("/spare", json(chat("from the spare")));
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

/** A port that was free a moment ago, so that nothing listens on it. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const messages = [{ role: "user", content: "hi" }];
const ask = (model: string, fields: Record<string, unknown> = {}): Promise<Answered> =>
  post(`${artifact.url}/v1/chat/completions`, { model, messages, ...fields });

function facts({ status, headers }: Answered) {
  return { status, route: headers["x-turnout-route"], attempts: headers["x-turnout-attempts"] };
}

describe("the next target", () => {
  for (const [name, answer] of Object.entries(rerouted)) {
    test(`after ${name}`, async () => {
      upstream.once(`/${name}/`, answer);
      const answered = await ask(`${name}:first|spare:second`);
      expect(facts(answered)).toEqual({ status: 200, route: "spare:second", attempts: "2" });
      expect(answered.text).toContain("from the spare");
      const [first, second] = [await upstream.next(), await upstream.next()];
      expect([first.url, first.fields]).toEqual([`/${name}/v1/chat/completions`, { model: "first", messages }]);
      expect([second.url, second.fields]).toEqual(["/spare/v1/chat/completions", { model: "second", messages }]);
    });

    if (name === "unknownmodel" || name === "toolong") continue;
    test(`after ${name}: the other key`, async () => {
      upstream.once(`/twin${name}/`, answer, json(chat("from the other key")));
      const answered = await ask(`twin${name}:m`);
      expect(answered.status, answered.text).toBe(200);
      const [first, second] = [await upstream.next(), await upstream.next()];
      const keys = [first.headers.authorization, second.headers.authorization];
      expect([...keys].sort()).toEqual(["Bearer sk-one", "Bearer sk-two"]);
      const number = keys[1] === "Bearer sk-one" ? 1 : 2;
      expect(facts(answered)).toEqual({ status: 200, route: `twin${name}.${number}:m`, attempts: "2" });
    });
  }

  test.each(["closed:a|spare:b", "alias", "route"])("after a refused connection: %s", async (model) => {
    expect(facts(await ask(model))).toEqual({ status: 200, route: "spare:b", attempts: "2" });
    expect((await upstream.next()).fields.model).toBe("b");
  });

  test("of a stream that has not started", async () => {
    upstream.once("/plain/", refusal(503));
    upstream.once("/spare/", spoken("hello"));
    const answered = await ask("plain:a|spare:b", { stream: true });
    expect(facts(answered)).toEqual({ status: 200, route: "spare:b", attempts: "2" });
    expect(answered.text).toContain("data: [DONE]");
    expect(answered.text).not.toContain("upstream says");
  });

  test("of a stream that was cut before its first event", async () => {
    upstream.once("/plain/", sse([cut]));
    upstream.once("/spare/", spoken("hello"));
    const answered = await ask("plain:a|spare:b", { stream: true });
    expect(facts(answered)).toEqual({ status: 200, route: "spare:b", attempts: "2" });
  });

  test("the third, when two fail", async () => {
    upstream.once("/plain/", refusal(500));
    expect(facts(await ask("closed:a|plain:b|spare:c"))).toEqual({ status: 200, route: "spare:c", attempts: "3" });
  });

  test("no further than max_failover_hops", async () => {
    upstream.always("/tired/", refusal(503));
    const before = upstream.begun();
    const answered = await ask(Array.from({ length: 9 }, (_, i) => `tired:m${i}`).join("|"));
    expect(answered.status).toBe(503);
    expect(answered.headers["x-turnout-attempts"]).toBe("6");
    expect(upstream.begun() - before).toBe(6);
  });
});

describe("no other target", () => {
  for (const [what, status, code] of shown) {
    test(`after ${what} (${status} ${code})`, async () => {
      const before = upstream.begun();
      upstream.once("/plain/", refusal(status, code, { "x-provider": "p" }));
      const answered = await ask("plain:a|spare:b");
      expect(facts(answered)).toEqual({ status, route: "plain:a", attempts: "1" });
      expect(answered.fields).toEqual({
        error: { message: `upstream says ${status}`, type: "upstream_test_error", param: null, code },
      });
      expect(answered.headers["x-provider"]).toBe("p");
      expect(upstream.begun() - before).toBe(1);
    });
  }

  test("for a pinned key", async () => {
    upstream.once("/pinned/", refusal(429), json(chat("never")));
    const answered = await ask("pinned.2:m");
    expect(facts(answered)).toEqual({ status: 429, route: "pinned.2:m", attempts: "1" });
  });

  test("with failure handling switched off", async () => {
    const careless = await startArtifact(config, { env, flags: ["--disable-failure-handling"] });
    try {
      upstream.once("/plain/", refusal(503));
      const url = `${careless.url}/v1/chat/completions`;
      const answered = await post(url, { model: "plain:a|spare:b", messages });
      expect(facts(answered)).toMatchObject({ status: 503, attempts: "1" });
      upstream.once("/plain/", refusal(401), refusal(401));
      await post(url, { model: "plain:a|spare:b", messages });
      // The key is known to be dead now, but a pinned key has no replacement.
      const next = await post(url, { model: "plain:a|spare:b", messages });
      expect(facts(next)).toEqual({ status: 401, route: "plain:a", attempts: "1" });
    } finally {
      await careless.stop();
    }
  });

  test("once output has started: the stream ends with an error and no [DONE]", async () => {
    upstream.once("/plain/", sse([opening, word("Hel"), cut]));
    const before = upstream.begun();
    const answered = await ask("plain:a|spare:b", { stream: true }).catch((error: Error) => error);
    expect(upstream.begun() - before).toBe(1);
    if (answered instanceof Error) throw new Error("the stream was torn instead of closed with an error event");
    expect(answered.text).toContain('"Hel"');
    expect(answered.text).not.toContain("[DONE]");
    const last = answered.text.trimEnd().split("\n\n").at(-1) ?? "";
    expect(JSON.parse(last.replace(/^data: /, "")).error).toMatchObject({
      code: "upstream_cut",
      type: "upstream_error",
    });
  });
});

describe("when all targets have failed", () => {
  test("the last upstream error is the answer", async () => {
    upstream.once("/plain/", refusal(503, "one"));
    upstream.once("/spare/", refusal(429, "two", { "retry-after": "70" }));
    const answered = await ask("plain:a|spare:b");
    expect(facts(answered)).toMatchObject({ status: 429, attempts: "2" });
    expect(errorOf(answered).code).toBe("two");
    expect(answered.headers["retry-after"]).toBe("70");
  });

  test("both keys rejected: the second one's error", async () => {
    upstream.once("/pinned/", refusal(500, "one"), refusal(503, "two"));
    const answered = await ask("pinned:m");
    expect(facts(answered)).toMatchObject({ status: 503, attempts: "2" });
    expect(errorOf(answered).code).toBe("two");
  });

  test("a port that refuses: 502 that contains no address", async () => {
    const answered = await ask("closed:a");
    expect(answered.status).toBe(502);
    expect(errorOf(answered)).toMatchObject({ type: "upstream_error", code: "upstream_unreachable" });
    expect(answered.text).not.toMatch(/127\.0\.0\.1|ECONN/);
    expect(answered.headers["x-turnout-attempts"]).toBe("1");
  });

  test("an upstream that does not speak HTTP: 502", async () => {
    upstream.once("/plain/", wire("SSH-2.0-OpenSSH_9.6\r\n"));
    const answered = await ask("plain:a");
    expect(answered.status).toBe(502);
    expect(errorOf(answered).type).toBe("upstream_error");
  });

  test("a plain answer that was cut never looks complete", async () => {
    const body = JSON.stringify(chat("a long answer"));
    upstream.once("/plain/", (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
      response.write(body.slice(0, 20), () => response.destroy());
    });
    const outcome = await ask("plain:a").then(
      ({ status }) => status,
      () => "torn",
    );
    expect([502, "torn"]).toContain(outcome);
  });

  test("a chunked answer that was cut never looks complete", async () => {
    upstream.once("/plain/", (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"id":"chatcmpl', () => response.destroy());
    });
    const outcome = await ask("plain:a").then(
      ({ status }) => status,
      () => "torn",
    );
    expect([502, "torn"]).toContain(outcome);
  });
});

describe("connections", () => {
  test("are kept and reused", async () => {
    const ports = new Set<number>();
    for (let i = 0; i < 5; i += 1) {
      await ask("spare:m");
      ports.add((await upstream.next()).clientPort);
    }
    expect(ports.size).toBe(1);
  });

  test("one that the upstream closed in between costs no request", async () => {
    for (let i = 0; i < 20; i += 1) {
      expect((await ask("spare:m")).status).toBe(200);
      upstream.dropIdleConnections();
    }
  });
});
