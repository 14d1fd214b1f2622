/** Answers that are not what their status, their content type or the request promised. */
import { describe, expect, test } from "vitest";
import type { Protocol } from "../../runtime/contract/protocol.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import { completions } from "../../runtime/protocols/endpoints/completions.ts";
import type { Frontend } from "../../runtime/protocols/endpoints/frontend.ts";
import { responsesEndpoint } from "../../runtime/protocols/responses/endpoint.ts";
import { eventsIn } from "../../runtime/protocols/sse/event-reader.ts";
import { type Asking, createHarness, leg } from "../support/attempt-harness.ts";
import {
  answer,
  COMPLETION,
  cut,
  data,
  done,
  end,
  type Script,
  type Step,
  wait,
  words,
} from "../support/scripted-target.ts";

const RESPONSE = JSON.stringify({
  id: "resp_1",
  object: "response",
  created_at: 1,
  status: "completed",
  model: "m",
  error: null,
  output: [
    {
      id: "msg_1",
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: "ok", annotations: [], logprobs: [] }],
    },
  ],
  usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
});

function labelled(type: string | null, ...pieces: readonly string[]): Script {
  const headers = type === null ? [] : ["content-type", type];
  return [{ kind: "head", status: 200, headers }, ...pieces.map(data), end];
}

interface Side {
  readonly frontend: Frontend;
  readonly protocol: Protocol;
  /** As its targets write it. */
  readonly whole: string;
}

const SIDES: readonly Side[] = [
  { frontend: chatEndpoint, protocol: "chat", whole: COMPLETION },
  { frontend: responsesEndpoint, protocol: "responses", whole: RESPONSE },
];
/** Every client on every target. */
const PAIRS = SIDES.flatMap((client) =>
  SIDES.map((target) => [client.protocol, target.protocol, client, target] as const),
);

/** A request to `a:m`, which plays this script, and then to `b:m`, whose answer is good. */
async function ask(script: Script, { frontend, target = SIDES[0], race = false, ...asking }: Options = {}) {
  const harness = createHarness({ limits: { retries: 0, minRetryWait: 0 } });
  const protocols = [target?.protocol ?? "chat"];
  const attempts = [
    harness.targets.target("a:m", [script], { endpoint: { protocols } }),
    harness.targets.target("b:m", [answer(target?.whole ?? "")], { endpoint: { protocols } }),
  ];
  const given = { ...asking, ...(frontend === undefined ? {} : { frontend }) };
  const { res, context } = race ? harness.race([leg(attempts)], given) : harness.ask(attempts, given);
  await harness.advance(10_000);
  const text = res.text();
  const events = eventsIn(Buffer.from(text)).map(({ data: each }) => each ?? "");
  return {
    order: harness.targets.order,
    status: res.status(),
    type: res.header("content-type"),
    text,
    events,
    context,
  };
}

interface Options extends Asking {
  readonly target?: Side;
  readonly race?: boolean;
}

const MOVED = ["a:m", "b:m"];
const HELD = { "x-turnout-stream-recovery": "hold" };

/** Nothing that a client could use, as a body; the word is the reason in the log. */
const USELESS: Readonly<Record<string, string>> = {
  '{"error":{"message":"no","code":429}}': "429",
  '{"id":"x","choices":null,"error":{"message":"no","code":"server_error"}}': "server_error",
  '{"type":"error","error":{"type":"api_error","message":"no"}}': "api_error",
  '{"object":"error","message":"no","code":503}': "503",
  '[{"error":{"message":"no","code":503}}]': "503",
  '{"detail":"no"}': "500",
  '{"code":500,"msg":"no"}': "500",
  '{"choices":[{"index":0,"message":{"content":"h"},"finish_reason":"error","error":{"code":502,"message":"no"}}]}':
    "502",
  '{"choices":[]}': "protocol",
  '{"choices":null}': "protocol",
  overloaded: "protocol",
  null: "protocol",
  "": "cut",
};

describe.each(PAIRS)("%s on %s: a good status", (_, __, client, target) => {
  test.each(Object.entries(USELESS))("with %s moves on", async (body, reason) => {
    for (const options of [{}, { stream: true }, { race: true }, { stream: true, headers: HELD }]) {
      const { order, status, context } = await ask(answer(body), { frontend: client.frontend, target, ...options });
      expect([order, status]).toEqual([MOVED, 200]);
      expect(context.tried[0]?.reason).toBe(reason);
    }
  });

  test("204 moves on", async () => {
    const { order } = await ask([{ kind: "head", status: 204, headers: [] }, end], {
      frontend: client.frontend,
      target,
    });
    expect(order).toEqual(MOVED);
  });

  test.each([
    "data: [DONE]\n\n",
    ": hi\n\ndata: [DONE]\n\n",
    'data: {"choices":[],"usage":{"total_tokens":1}}\n\ndata: [DONE]\n\n',
    'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\n\ndata: [DONE]\n\n',
  ])("with a stream of nothing but its end moves on (%j)", async (text) => {
    if (text.includes("choices") && target.protocol !== "chat") return;
    for (const options of [{}, { stream: true }, { race: true }, { stream: true, headers: HELD }]) {
      const script = labelled("text/event-stream", text);
      const { order } = await ask(script, { frontend: client.frontend, target, ...options });
      expect(order).toEqual(MOVED);
    }
  });

  test.each(Object.entries(USELESS).filter(([body]) => /^[[{].*(?:error|detail|msg)/.test(body)))(
    "with the event %s moves on",
    async (body, reason) => {
      if (body.includes("finish_reason") && target.protocol !== "chat") return;
      for (const options of [{}, { stream: true }, { race: true }, { stream: true, headers: HELD }]) {
        const script = labelled("text/event-stream", `: hi\n\ndata: ${body}\n\ndata: [DONE]\n\n`);
        const { order, context } = await ask(script, { frontend: client.frontend, target, ...options });
        expect(order).toEqual(MOVED);
        if (client === target && target.protocol === "chat") expect(context.tried[0]?.reason).toBe(reason);
      }
    },
  );
});

test("an error without another target keeps the upstream's words", async () => {
  const harness = createHarness({ limits: { retries: 0 } });
  const { res } = harness.ask([
    harness.targets.target("a:m", [answer('{"choices":null,"error":{"message":"no","code":429}}')]),
  ]);
  await harness.advance(1000);
  expect([res.status(), res.text()]).toEqual([429, expect.stringContaining('"message":"no"')]);
});

describe.each(PAIRS)("%s on %s: events", (_, __, client, target) => {
  const EVENTS = eventsFrom(target);

  test.each(["text/event-stream", "text/plain", "application/json", null])("labelled %s", async (type) => {
    for (const pieces of [[EVENTS], ["d", EVENTS.slice(1)], ["\n\ufeff", EVENTS], [...EVENTS]]) {
      if (pieces[0] === "d" && !EVENTS.startsWith("d")) continue;
      const whole = await ask(labelled(type, ...pieces), { frontend: client.frontend, target });
      expect([whole.order, whole.type]).toEqual([["a:m"], "application/json"]);
      expect(textOf(JSON.parse(whole.text))).toBe("ok");
      expect(JSON.parse(whole.text).usage).toMatchObject({ total_tokens: 3 });
      const stream = await ask(labelled(type, ...pieces), { frontend: client.frontend, target, stream: true });
      expect([stream.order, stream.type]).toEqual([["a:m"], expect.stringMatching(/^text\/event-stream/)]);
      expect(stream.text).toContain('"ok"');
    }
  });

  test("that break off before their end are another target's to answer, where no stream was asked for", async () => {
    for (const type of ["text/event-stream", "text/plain"]) {
      const steps: readonly Step[] = [...labelled(type, EVENTS.slice(0, -30)).slice(0, -1), wait(10), cut];
      const { order, text } = await ask(steps, { frontend: client.frontend, target });
      expect(order).toEqual(MOVED);
      expect(textOf(JSON.parse(text))).toBe("ok");
    }
  });
});

describe.each(PAIRS)("%s on %s: a stream was asked for, and an answer came", (_, __, client, target) => {
  test.each(["application/json", "text/plain", null])("labelled %s", async (type) => {
    for (const options of [{}, { race: true }, { headers: HELD }]) {
      const asked = { frontend: client.frontend, target, stream: true, ...options };
      const { order, type: sent, events, text } = await ask(labelled(type, target.whole), asked);
      expect([order, sent]).toEqual([["a:m"], "text/event-stream; charset=utf-8"]);
      expect(client.frontend.stream.isComplete(Buffer.from(text))).toBe(true);
      expect(events.some((each) => each.includes('"ok"'))).toBe(true);
    }
  });
});

test("behind comments that kept the client waiting, an answer in one piece still becomes events", async () => {
  const harness = createHarness({ limits: { keepaliveInterval: 1 } });
  const slow = harness.targets.target("a:m", [[wait(5000), ...answer(COMPLETION)]]);
  const { res } = harness.ask([slow], { stream: true, headers: HELD });
  await harness.advance(6000);
  expect(res.text()).toMatch(/^: keepalive\n\n.*"content":"ok".*data: \[DONE\]\n\n$/s);
});

test("an answer under another name goes down as JSON, events of text completions as one", async () => {
  const { type, text } = await ask(labelled("text/html", COMPLETION));
  expect([type, text]).toEqual(["application/json", COMPLETION]);
  const pieces = ["o", "k"].map(
    (piece) => `data: {"choices":[{"index":0,"text":"${piece}","finish_reason":null}]}\n\n`,
  );
  const last = 'data: {"choices":[{"index":0,"text":"","finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
  const folded = await ask(labelled("text/plain", ...pieces, last), { frontend: completions });
  expect(JSON.parse(folded.text)).toMatchObject({ choices: [{ text: "ok", finish_reason: "stop" }] });
});

test("JSON under the name of events is JSON", async () => {
  for (const stream of [false, true]) {
    const { order, text } = await ask(labelled("text/event-stream", COMPLETION), { stream });
    expect([order, text.includes('"content":"ok"')]).toEqual([["a:m"], true]);
    const failed = await ask(labelled("text/event-stream", '{"error":{"message":"no","code":429}}'), { stream });
    expect([failed.order, failed.context.tried[0]?.reason]).toEqual([MOVED, "429"]);
  }
});

test("a stream that was asked for passes as it comes", async () => {
  const { text, order } = await ask(words(["Hel", "lo"], ...done), { stream: true });
  expect([order, text.match(/data: /g)?.length]).toEqual([["a:m"], 4]);
});

function eventsFrom({ protocol }: Side): string {
  if (protocol === "chat") {
    return [
      { choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }] },
      { choices: [{ index: 0, delta: { content: "ok" }, finish_reason: null }] },
      { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
      { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
    ]
      .map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
      .concat("data: [DONE]\n\n")
      .join("");
  }
  const response = JSON.parse(RESPONSE);
  return [
    { type: "response.created", response: { ...response, status: "in_progress", output: [] } },
    { type: "response.output_item.done", output_index: 0, item: response.output[0] },
    { type: "response.completed", response },
  ]
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join("");
}

function textOf(answered: Record<string, never[]>): unknown {
  const [choice] = (answered.choices ?? []) as readonly { message: { content: string } }[];
  if (choice !== undefined) return choice.message.content;
  const [item] = (answered.output ?? []) as readonly { content: readonly { text: string }[] }[];
  return item?.content[0]?.text;
}

test("an answer that is to become a stream is held up to 32 MB", async () => {
  const long = (megabytes: number) => COMPLETION.replace("ok", "x".repeat(megabytes << 20));
  const { order, text } = await ask(answer(long(2)), { stream: true });
  expect([order, text.length > 2 << 20]).toEqual([["a:m"], true]);
  expect((await ask([...labelled("application/json", long(33)).slice(0, -1)], { stream: true })).order).toEqual(MOVED);
});
