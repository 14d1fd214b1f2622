/** What ends a stream whose upstream neither ends it nor continues, and what does not. */
import { describe, expect, test } from "vitest";
import { completions } from "../../runtime/protocols/endpoints/completions.ts";
import { responsesEndpoint } from "../../runtime/protocols/responses/endpoint.ts";
import { createHarness, leg, type Started } from "../support/attempt-harness.ts";
import { heldTimers } from "../support/held-timers.ts";
import {
  data,
  end,
  type Script,
  SILENT,
  type Step,
  type TargetOptions,
  wait,
  words,
} from "../support/scripted-target.ts";

const passReal = heldTimers();
const chunk = (delta: object, finish: string | null = null, index = 0): Step =>
  data(`data: ${JSON.stringify({ id: "c", choices: [{ index, delta, finish_reason: finish }] })}\n\n`);
const STOP = chunk({}, "stop");
const USAGE = data(
  `data: ${JSON.stringify({ id: "c", choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } })}\n\n`,
);
const DONE = data("data: [DONE]\n\n");
const INCLUDE = { stream_options: { include_usage: true } };
const CALL = { index: 0, id: "1", type: "function", function: { name: "f", arguments: "{}" } };
const text = (piece: string, index: number): Step =>
  data(`data: ${JSON.stringify({ choices: [{ index, text: piece, finish_reason: "stop" }] })}\n\n`);

const start = (...then: readonly Step[]): Script => words([], chunk({ role: "assistant", content: "a" }), ...then);
const isEnded = ({ res }: Started) => res.response.writableEnded;

interface Case {
  readonly script: Script;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly options?: TargetOptions;
}

function asked({ script, fields = {}, options = {} }: Case) {
  const it = createHarness();
  const started = it.ask([it.targets.target("a:m", [script], options)], { stream: true, fields });
  return Object.assign(it, { started });
}

describe("is cut by no silence shorter than stream_idle_timeout:", () => {
  test.each<[string, readonly Step[], Record<string, unknown>, string]>([
    ["the other choice", [STOP, wait(20_000), chunk({ content: "late" }, "stop", 1)], { n: 2 }, '"late"'],
    ["a late usage", [STOP, wait(20_000), USAGE], INCLUDE, '"total_tokens":3'],
  ])("%s", async (_, steps, fields, late) => {
    const it = asked({ script: start(...steps, wait(1), DONE, end), fields });
    await it.advance(19_000);
    expect([isEnded(it.started), it.targets.asked[0]?.state]).toEqual([false, "open"]);
    await it.advance(2000);
    expect(it.started.res.text()).toContain(late);
    expect(it.started.res.text()).toMatch(/data: \[DONE\]\n\n$/);
    expect(isEnded(it.started)).toBe(true);
  });
});

describe("is cut by no silence shorter than stream_end_timeout:", () => {
  test.each<[string, readonly Step[], string]>([
    [
      "a second call",
      [
        chunk({ tool_calls: [CALL] }, "tool_calls"),
        wait(9000),
        chunk({ tool_calls: [{ ...CALL, index: 1, id: "2" }] }, "tool_calls"),
      ],
      '"id":"2"',
    ],
    ["a filter behind the stop", [STOP, wait(9000), chunk({}, "content_filter")], "content_filter"],
    [
      "text of a server that finishes with every chunk",
      [chunk({ content: "b" }, "stop"), wait(9000), chunk({ content: "late" }, "stop")],
      '"late"',
    ],
    ["usage that was not asked for", [STOP, wait(9000), USAGE], '"total_tokens":3'],
  ])("%s", async (_, steps, late) => {
    const it = asked({ script: start(...steps, wait(1), DONE, end) });
    await it.advance(10_000);
    expect(it.started.res.text()).toContain(late);
    expect(isEnded(it.started)).toBe(true);
  });

  test.each([
    ["held", { backend: { streamRecovery: "hold" as const } }],
    ["passed on", {}],
  ])("whether it is held or passed on: %s", async (_, options) => {
    const it = asked({
      script: start(chunk({}, "tool_calls"), wait(9000), chunk({ content: "late" }, "stop"), end),
      options,
    });
    await it.advance(10_000);
    expect(it.started.res.text()).toContain('"late"');
  });

  test("that of a race without a stream", async () => {
    const it = createHarness();
    const script = start(STOP, wait(9000), chunk({ content: "b" }, "content_filter"), USAGE, DONE, end);
    const { res } = it.race([leg([it.targets.target("a:m", [script])])]);
    await it.advance(10_000);
    expect(JSON.parse(res.text())).toMatchObject({
      choices: [{ message: { content: "ab" }, finish_reason: "content_filter" }],
      usage: { total_tokens: 3 },
    });
  });

  test("that of a client of Responses", async () => {
    const it = createHarness();
    const script = start(STOP, wait(20_000), chunk({ content: "late" }, "length"), USAGE, DONE, end);
    const { res } = it.ask([it.targets.target("a:m", [script])], {
      stream: true,
      frontend: responsesEndpoint,
      fields: { input: "hi" },
    });
    await it.advance(19_000);
    expect(res.response.writableEnded).toBe(false);
    await it.advance(2000);
    expect(res.text()).toContain('"delta":"late"');
    expect(res.text()).toContain("event: response.incomplete\n");
  });
});

describe("ends well", () => {
  test.each<[string, Case, number]>([
    ["a second after [DONE]", { script: start(STOP, DONE) }, 1000],
    ["15 s after all that was asked for", { script: start(STOP) }, 15_000],
    ["15 s after its usage", { script: start(STOP, USAGE), fields: INCLUDE }, 15_000],
    ["15 s after the last of its choices", { script: start(STOP, chunk({}, "stop", 1)), fields: { n: 2 } }, 15_000],
    [
      "after a stream_end_timeout of its backend's",
      {
        script: start(STOP),
        options: {
          backend: {
            timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60, streamEnd: 3 },
          },
        },
      },
      3000,
    ],
    ["after that of its route", { script: start(STOP), options: { rules: { timeouts: { streamEnd: 2 } } } }, 2000],
    [
      "after a shorter stream_idle_timeout",
      { script: start(STOP), options: { rules: { timeouts: { streamIdle: 4 } } } },
      4000,
    ],
    [
      "without a stream_idle_timeout",
      { script: start(STOP), options: { rules: { timeouts: { streamIdle: null } } } },
      15_000,
    ],
  ])("%s", async (_, it, ms) => {
    const asking = asked(it);
    await asking.advance(ms - 200);
    expect(isEnded(asking.started)).toBe(false);
    await asking.advance(600);
    expect(isEnded(asking.started)).toBe(true);
    expect(asking.started.res.text()).toMatch(/data: \[DONE\]\n\n$/);
    expect(asking.targets.asked[0]?.state).toBe("given up");
  });

  test("of a text completion, after the last of its prompts", async () => {
    const it = createHarness();
    const script = words([], text("a", 0), wait(20_000), text("b", 1));
    const fields = { prompt: ["x", "y"] };
    const { res } = it.ask([it.targets.target("a:m", [script])], { stream: true, frontend: completions, fields });
    await it.advance(34_000);
    expect(res.response.writableEnded).toBe(false);
    await it.advance(2000);
    expect(res.text()).toMatch(/"text":"b".*data: \[DONE\]\n\n$/s);
  });

  test("of a client of Responses, after its usage", async () => {
    const it = createHarness();
    const asking = { stream: true, frontend: responsesEndpoint, fields: { input: "hi" } };
    const { res } = it.ask([it.targets.target("a:m", [start(STOP, USAGE)])], asking);
    await it.advance(14_000);
    expect(res.response.writableEnded).toBe(false);
    await it.advance(1500);
    expect(res.text()).toContain("event: response.completed\n");
  });
});

describe("does not end well", () => {
  const cases: readonly (readonly [string, Case])[] = [
    ["with a choice missing", { script: start(STOP, end), fields: { n: 2 } }],
    ["with a choice unfinished", { script: start(STOP, chunk({ content: "b" }, null, 1), end), fields: { n: 2 } }],
    ["with its only choice unfinished", { script: start(USAGE, end) }],
  ];

  test.each(cases)("%s, when its connection closes: an error", async (_, it) => {
    const asking = asked(it);
    await asking.advance(1000);
    expect(asking.started.res.text()).toMatch(/"code":"upstream_cut".*\n\n$/);
    passReal(250);
    expect(asking.started.res.calls.at(-1)).toBe("destroy");
  });

  test.each(cases)("%s, if it is held: the next target answers", async (_, { script, fields = {} }) => {
    const it = createHarness();
    const hold = { backend: { streamRecovery: "hold" as const } };
    const { res } = it.ask(
      [
        it.targets.target("a:m", [script], hold),
        it.targets.target("b:m", [start(chunk({ content: "whole" }, "stop"), DONE, end)]),
      ],
      { stream: true, fields },
    );
    await it.advance(1000);
    expect(res.text()).toMatch(/"whole".*data: \[DONE\]\n\n$/s);
    expect(res.text()).not.toContain("error");
  });

  test("in a race without a stream: the next target answers", async () => {
    const it = createHarness();
    const { res } = it.race(
      [
        leg([
          it.targets.target("a:m", [start(STOP, end)]),
          it.targets.target("b:m", [start(STOP, chunk({}, "stop", 1), DONE, end)]),
        ]),
      ],
      { fields: { n: 2 } },
    );
    await it.advance(1000);
    expect(it.targets.order).toEqual(["a:m", "b:m"]);
    expect(JSON.parse(res.text()).choices).toHaveLength(2);
  });

  test.each<[string, readonly Step[], Record<string, unknown>]>([
    ["a choice", [STOP], { n: 2 }],
    ["its usage", [STOP], INCLUDE],
    ["a finish", [], {}],
  ])("when it lacks %s and stays silent: an error", async (_, steps, fields) => {
    const it = asked({ script: start(...steps), fields });
    await it.advance(59_000);
    expect(isEnded(it.started)).toBe(false);
    await it.advance(2000);
    expect(it.started.res.text()).toMatch(/"code":"upstream_timeout".*\n\n$/);
  });

  test("when nothing has come", async () => {
    const it = asked({ script: SILENT });
    await it.advance(60_000);
    expect(it.started.res.text()).toBe("");
  });
});
