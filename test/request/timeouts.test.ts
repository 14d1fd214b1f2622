/** Each time limit against an upstream that exceeds it: set by the backend, the route, or both, where the route's wins. */
import { describe, expect, test } from "vitest";
import { event, hang, raw, type Step, sse, stall } from "../support/answers.ts";
import { collect, errorOf } from "../support/client.ts";
import { chunk, finish, opening, says, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { fullPort } from "../support/full-port.ts";
import { backend, gateway, messages } from "../support/gateway.ts";
import { errorAtEnd } from "../support/read-stream.ts";
import type { Answer } from "../support/upstream.ts";

/** Words without end, one in each turn of the loop. */
const endless: Step = async (response) => {
  while (!response.destroyed) {
    await word(".")(response);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** The start of an answer in one piece, and no more of it. */
const half: Answer = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write('{"id":"chatcmpl-1","choices":[');
};

/** As `half`, but its bytes never end. */
const dripping: Answer = async (request, response) => {
  await half(request, response);
  while (!response.destroyed) {
    response.write(" ");
    await new Promise((resolve) => setImmediate(resolve));
  }
};

interface Case {
  readonly what: string;
  readonly key: string;
  readonly reason: string;
  readonly stream: boolean;
  readonly answer: Answer;
}

/** Silences that clients do not notice: another target answers. */
const hidden: readonly Case[] = [
  { what: "no connection", key: "connect_timeout", reason: "connect_timeout", stream: false, answer: stall },
  { what: "no head", key: "header_timeout", reason: "header_timeout", stream: false, answer: stall },
  { what: "no head of a stream", key: "header_timeout", reason: "header_timeout", stream: true, answer: stall },
  {
    what: "no token in time",
    key: "first_token_timeout",
    reason: "first_token_timeout",
    stream: true,
    answer: sse([hang]),
  },
  {
    what: "a role and no token",
    key: "first_token_timeout",
    reason: "first_token_timeout",
    stream: true,
    answer: sse([opening, hang]),
  },
  {
    what: "comments and no token",
    key: "first_token_timeout",
    reason: "first_token_timeout",
    stream: true,
    answer: sse([raw(": wait\n\n"), event(chunk({ role: "assistant" })), hang]),
  },
  {
    what: "half an answer and silence",
    key: "stream_idle_timeout",
    reason: "idle_timeout",
    stream: false,
    answer: half,
  },
  {
    what: "silence before the first token",
    key: "stream_idle_timeout",
    reason: "idle_timeout",
    stream: true,
    answer: sse([opening, hang]),
  },
  { what: "nothing at all", key: "timeout", reason: "total_timeout", stream: false, answer: stall },
  { what: "an answer that never ends", key: "timeout", reason: "total_timeout", stream: false, answer: dripping },
];

/** Those in the middle of a stream, which the client must see. */
const seen: readonly Case[] = [
  {
    what: "words and silence",
    key: "stream_idle_timeout",
    reason: "idle_timeout",
    stream: true,
    answer: sse([opening, word("Hel"), hang]),
  },
  { what: "words for ever", key: "timeout", reason: "total_timeout", stream: true, answer: sse([opening, endless]) },
];

const KEYS = ["connect_timeout", "header_timeout", "first_token_timeout", "stream_idle_timeout", "timeout"] as const;
const nameOf = (key: string) => key.replaceAll("_", "-");

/** For each key: a backend that has it, one with a route that has it, and one whose route cancels it. */
const it = gateway(
  async (url) => {
    const full = `http://127.0.0.1:${await fullPort()}`;
    const originOf = (key: string) => (key === "connect_timeout" ? full : url);
    const backends = KEYS.flatMap((key) => [
      backend(`short-${nameOf(key)}`, originOf(key), `${key}: 0.2`),
      backend(`long-${nameOf(key)}`, originOf(key), `${key}: 60`),
    ]);
    const route = (name: string, key: string, seconds: number, first: string) =>
      `  ${name}-${nameOf(key)}: { policy: ordered, ${key}: ${seconds}, elements: ["${first}-${nameOf(key)}:m", "spare:m"] }`;
    const routes = KEYS.flatMap((key) => [route("hasty", key, 0.2, "long"), route("patient", key, 60, "short")]);
    return `
backends:
${backends.join("\n")}
${backend("spare", url)}
failover_routes:
${routes.join("\n")}
failure_handling: { retries: 2, min_retry_wait: 0.01 }
resilience: { circuit_breaker: { enabled: false } }
`;
  },
  { time: "held" },
);

/** The ways to a target for which the limit is short. `mark` tells one request's log line from another's. */
const ways = (key: string, mark: string) => [
  { way: "backend", model: `short-${nameOf(key)}:${mark}|spare:m`, first: `short-${nameOf(key)}` },
  { way: "route", model: `hasty-${nameOf(key)}?service_tier=${mark}`, first: `long-${nameOf(key)}` },
];

/** How often each was asked since `before`, as seen by the upstream. */
function askedSince(before: number): readonly string[] {
  return it.upstream.received.slice(before).map(({ url }) => url.split("/")[1] ?? "");
}

describe.each(hidden)("$what ($key, stream: $stream)", ({ what, key, reason, stream, answer }) => {
  for (const [index, way] of ["backend", "route"].entries()) {
    test(`is not waited for longer than its ${way} allows, nor retried`, async () => {
      const { model, first } = ways(key, what.replaceAll(" ", "-"))[index] ?? { model: "", first: "" };
      const before = it.upstream.received.length;
      it.upstream.once(`/${first}/`, answer);
      it.upstream.once("/spare/", says("from the spare"));
      const answered = await it.artifact.passUntil(it.ask(model, { stream }));
      expect([answered.status, answered.headers["x-turnout-route"]], answered.text).toEqual([200, "spare:m"]);
      expect(answered.headers["x-turnout-attempts"]).toBe("2");
      expect(answered.text).toContain("from the spare");
      expect(answered.text).not.toContain("error");
      const { tried } = await it.line(model);
      expect(tried.map((each) => each.reason)).toEqual([reason, "ok"]);
      expect(tried[0]?.ms).toBeGreaterThanOrEqual(200);
      expect(askedSince(before)).toEqual(key === "connect_timeout" ? ["spare"] : [first, "spare"]);
      const silent = it.upstream.received[before];
      if (key !== "connect_timeout") expect(await silent?.over).toBe("cancelled");
    });
  }

  test("ends in a 504 if there is no other target, which is tried once", async () => {
    const before = it.upstream.received.length;
    const name = `short-${nameOf(key)}`;
    it.upstream.once(`/${name}/`, answer);
    const answered = await it.artifact.passUntil(it.ask(`${name}:m`, { stream }));
    expect([answered.status, answered.headers["x-turnout-attempts"]]).toEqual([504, "1"]);
    expect(errorOf(answered)).toMatchObject({ type: "upstream_error", code: "upstream_timeout" });
    expect(answered.text).not.toContain("127.0.0.1");
    expect(askedSince(before)).toEqual(key === "connect_timeout" ? [] : [name]);
  });
});

describe.each(seen)("$what ($key)", ({ what, key, reason, answer }) => {
  for (const [index, way] of ["backend", "route"].entries()) {
    test(`after the limit of its ${way} the client gets an error, and no other target is tried`, async () => {
      const { model, first } = ways(key, what.replaceAll(" ", "-"))[index] ?? { model: "", first: "" };
      const before = it.upstream.received.length;
      it.upstream.once(`/${first}/`, answer);
      const { response } = await it.stream(model);
      const answered = await it.artifact.passUntil(collect(response));
      expect(answered.status).toBe(200);
      expect(errorAtEnd(answered.text)).toMatchObject({ type: "upstream_error", code: "upstream_timeout" });
      expect((await it.line(model)).tried).toMatchObject([{ status: 200, reason }]);
      expect(askedSince(before)).toEqual([first]);
      expect(await it.upstream.received[before]?.over).toBe("cancelled");
    });

    test(`by its ${way}, held: another target answers, completely`, async () => {
      const { model, first } = ways(key, `held-${what.replaceAll(" ", "-")}`)[index] ?? { model: "", first: "" };
      it.upstream.once(`/${first}/`, answer);
      it.upstream.once("/spare/", says("from the spare"));
      const asking = it.ask(model, { stream: true }, { "x-turnout-stream-recovery": "hold" });
      const answered = await it.artifact.passUntil(asking);
      expect(answered.headers["x-turnout-route"]).toBe("spare:m");
      expect(answered.text).toContain("from the spare");
      expect((await it.line(model)).tried.map((each) => each.reason)).toEqual([reason, "ok"]);
    });
  }
});

describe("a route may allow more time than its backend", () => {
  const silences: Readonly<Record<string, readonly [stream: boolean, before: readonly Step[] | null]>> = {
    header_timeout: [false, null],
    first_token_timeout: [true, [opening]],
    stream_idle_timeout: [true, [opening, word("Hel")]],
    timeout: [true, [opening, word("Hel")]],
  };
  for (const [key, [stream, before]] of Object.entries(silences)) {
    test(`${key}`, async () => {
      const name = `short-${nameOf(key)}`;
      const speak = deferred();
      it.upstream.once(`/${name}/`, async (request, response) => {
        if (before === null) {
          await speak.promise;
          await says("from the patient")(request, response);
          return;
        }
        const rest: readonly Step[] = [() => speak.promise, word("from the patient"), finish];
        await sse([...before, ...rest])(request, response);
      });
      const asking = it.ask(`patient-${nameOf(key)}`, { stream });
      await it.asked(name);
      await it.artifact.pass(10_000);
      speak.resolve();
      const answered = await asking;
      expect([answered.headers["x-turnout-route"], answered.headers["x-turnout-attempts"]]).toEqual([`${name}:m`, "1"]);
      expect(answered.text).toContain("from the patient");
      expect(answered.text).not.toContain("error");
    });
  }

  test("connect_timeout", async () => {
    const controller = new AbortController();
    const body = JSON.stringify({ model: "patient-connect-timeout", messages });
    const url = `${it.artifact.url}/v1/chat/completions`;
    let over = false;
    const call = fetch(url, { method: "POST", body, signal: controller.signal }).then(
      () => {
        over = true;
      },
      () => {},
    );
    // Another request, straight to the backend, runs into the limit that began later.
    expect((await it.artifact.passUntil(it.ask("short-connect-timeout:m"))).status).toBe(504);
    expect(over).toBe(false);
    controller.abort();
    await call;
    expect((await it.line("patient-connect-timeout")).tried).toMatchObject([
      { target: "short-connect-timeout:m", reason: "cancelled" },
    ]);
  });
});
