import { describe, expect, test } from "vitest";
import type { RequestContext } from "../../runtime/context.ts";
import { createAccessLine } from "../../runtime/observe/access-line.ts";
import type { Usage } from "../../runtime/protocols/model/usage.ts";
import { fakeClock } from "../support/fake-clock.ts";

type Part = Partial<Omit<RequestContext, "req" | "res">>;

interface Answer {
  readonly headersSent: boolean;
  readonly statusCode: number;
  readonly writableFinished: boolean;
}

const WHOLE: Answer = { headersSent: true, statusCode: 200, writableFinished: true };

/** The line of a request, as an object. */
function lineOf(part: Part, usage: Usage | null = null, res: Answer = WHOLE): Record<string, unknown> {
  const clock = fakeClock();
  const context = {
    id: "req_1",
    req: { url: "/v1/chat/completions?key=sk-secret" },
    key: "",
    address: "",
    model: "",
    target: "",
    attempts: 0,
    tried: [],
    brokeOff: false,
    startedAt: clock.now(),
    ...part,
    res,
  };
  clock.advance(12.34);
  // Of a context, the line reads only this.
  return JSON.parse(createAccessLine(clock)(context as unknown as RequestContext, usage));
}

describe("the line of a request", () => {
  test("names who asked, for what, and who answered", () => {
    const part = { key: "TEAM_A", address: "192.0.2.7", model: "gpt-4o", target: "openai.2:gpt-4o", attempts: 2 };
    expect(lineOf(part)).toMatchObject({
      level: "info",
      event: "request",
      id: "req_1",
      path: "/v1/chat/completions",
      status: 200,
      ms: 12.3,
      client_left: false,
      ...part,
    });
  });

  test("has the answer's tokens, or null", () => {
    const none = { cacheWritten: { short: 0, long: 0 }, extras: null };
    const usage = { input: 9, output: 4, total: 13, cached: 3, reasoning: 1, ...none };
    expect(lineOf({}, usage).usage).toEqual({ input: 9, output: 4, cached: 3, reasoning: 1 });
    expect(lineOf({}).usage).toBeNull();
  });

  test("lists the attempts, with their times to a tenth of a millisecond", () => {
    const tried = [
      { target: "a:m", status: 429, reason: "rate_limit_exceeded", ms: 20 },
      { target: "b:m", status: null, reason: "connection", ms: 0.06 },
    ];
    expect(lineOf({ tried: tried.slice(0, 1) }).tried).toEqual(tried.slice(0, 1));
    expect(lineOf({ tried }).tried).toEqual([tried[0], { ...tried[1], ms: 0.1 }]);
    expect(lineOf({ tried: [] }).tried).toEqual([]);
  });

  test.each(['a "quoted" name', "a\\b", "line\nbreak", "é😀", "", "x".repeat(300)])("keeps any text: %j", (model) => {
    for (let time = 0; time < 2; time++) expect(lineOf({ model }).model).toBe(model);
  });

  test("says if the client has left, which the upstream's break is not", () => {
    const broken = { ...WHOLE, writableFinished: false };
    expect(lineOf({}, null, broken)).toMatchObject({ status: 200, client_left: true });
    expect(lineOf({ brokeOff: true }, null, broken)).toMatchObject({ client_left: false });
    expect(lineOf({}, null, { ...broken, headersSent: false })).toMatchObject({ status: 0, client_left: true });
  });
});
