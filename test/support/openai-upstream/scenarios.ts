/** What the upstream's models do, by their names. */
import type { Asked, Offered } from "./asked.ts";
import { ApiFault, invalid } from "./fault.ts";
import { thoughts, wantsThoughtsBack } from "./reasoning.ts";
import { type Answer, answer, type Call, type Scenario, spoken, text } from "./scenario.ts";

export const said = 'Hello there, ✓ 😀 \u2028 and "so" on.';
export const longText = Array.from({ length: 400 }, (_, i) => `word${i} `).join("");
export const refused = "I cannot help with that.";
export const person = { name: "Ada", born: 1815, tags: ["a", "b"] };
export const script = 'print("hi\\n")\n# ünï \\ 😀';
export const link = { url: "https://example.com/a", title: "A", start: 0, end: 4 };

/** Fails as an overloaded provider does. */
const failing =
  (status: number, type: string, code: string | null, headers: Record<string, string> = {}): Scenario =>
  () => {
    throw new ApiFault(
      status,
      { message: `upstream says ${status}`, type, param: status === 400 ? "model" : null, code },
      headers,
    );
  };

export const streamError = {
  message: "The server had an error",
  type: "server_error",
  param: null,
  code: "server_error",
};

export const scenarios: Readonly<Record<string, Scenario>> = {
  text: () => answer([spoken(said)]),
  /** A model that does not reason. */
  "gpt-4o": () => answer([spoken(said)]),
  long: () => answer([spoken(longText)], { usage: { input: 9, cached: 0, output: 400, reasoning: 0 } }),
  torn: (asked) => answer([thoughts(asked), spoken(said)], { torn: true }),
  empty: () => answer([text()]),
  refusal: () => answer([{ kind: "refusal", deltas: ["I cannot ", "help with that."] }]),
  links: () => answer([{ kind: "text", deltas: ["See ", "it."], links: [link] }]),
  length: () => answer([spoken("This is cut")], { finish: "length" }),
  filter: () => answer([spoken("This is not")], { finish: "content_filter" }),
  logprobs: () => answer([text("Hel", "lo")]),
  usage: () => answer([text("ok")], { usage: { input: 1000, cached: 640, output: 300, reasoning: 128 } }),
  reasoning: (asked) =>
    answer([thoughts(asked), spoken(said)], { usage: { input: 20, cached: 4, output: 60, reasoning: 32 } }),
  "reasoning-call": (asked) => {
    if (asked.results.length === 0)
      return answer([thoughts(asked), call(asked, 0, "call_t1", ['{"city":', '"Oslo"}'])]);
    wantsThoughtsBack(asked);
    return results(asked);
  },
  call: (asked) =>
    asked.results.length > 0 ? results(asked) : answer([call(asked, 0, "call_a1", ["{", '"city"', ':"Os', 'lo"}'])]),
  "text-and-call": (asked) =>
    asked.results.length > 0
      ? results(asked)
      : answer([spoken("Let me look."), call(asked, 0, "call_b1", ['{"city":"Oslo"}'])]),
  "call-and-text": (asked) =>
    asked.results.length > 0
      ? results(asked)
      : answer([call(asked, 0, "call_i1", ['{"city":"Oslo"}']), spoken("I have asked.")]),
  parallel: (asked) =>
    asked.results.length > 0
      ? results(asked)
      : answer([
          call(asked, 0, "call_c1", ['{"city":', '"Oslo"}']),
          call(asked, 1, "call_c2", ["{}"]),
          call(asked, 0, "call_c3", ['{"city":"', 'Rome"}']),
        ]),
  custom: (asked) => (asked.results.length > 0 ? results(asked) : answer([free(asked, 0, "call_d1")])),
  "custom-and-function": (asked) =>
    asked.results.length > 0
      ? results(asked)
      : answer([free(asked, 0, "call_e1"), call(asked, 1, "call_e2", ['{"city":"Oslo"}'])]),
  structured: ({ schema }) =>
    answer([schema === undefined ? text("no schema was asked for") : text(...cut(JSON.stringify(person)))]),
  look: ({ images, files }) => answer([spoken(JSON.stringify({ images, files }))]),
  bare: ({ fields }) => answer([spoken(JSON.stringify(fields))]),
  strange: (asked) => answer([thoughts(asked), spoken(said)], { strange: true }),
  "strange-call": (asked) => answer([call(asked, 0, "call_f1", ['{"city":', '"Oslo"}'])], { strange: true }),

  "bad-request": failing(400, "invalid_request_error", "bad_thing"),
  unauthorized: failing(401, "invalid_request_error", "invalid_api_key"),
  missing: failing(404, "invalid_request_error", "model_not_found"),
  limited: failing(429, "requests", "rate_limit_exceeded", { "retry-after": "3600" }),
  broken: failing(500, "server_error", null),
  "error-in-stream": () => answer([spoken(said)], { trouble: { kind: "error", after: 6, error: streamError } }),
  "error-at-once": ({ protocol }) =>
    answer([spoken(said)], { trouble: { kind: "error", after: protocol === "chat" ? 1 : 2, error: streamError } }),
  failed: () => answer([spoken(said)], { trouble: { kind: "failed", after: 6, error: streamError } }),
  cut: () => answer([spoken(said)], { trouble: { kind: "cut", after: 6 } }),
  half: () => answer([spoken(said)], { trouble: { kind: "half" } }),
  stall: () => answer([spoken(said)], { trouble: { kind: "stall", after: 6 } }),
  silent: () => answer([spoken(said)], { trouble: { kind: "stall", after: 0 } }),

  "usage-in-finish": () => answer([spoken(said)], { habits: ["usage in finish chunk"] }),
  "usage-in-each": () => answer([spoken(said)], { habits: ["usage in each chunk"] }),
  "finish-with-words": () => answer([spoken(said)], { habits: ["finish with the last words"] }),
  "empty-first": () => answer([spoken(said)], { habits: ["a first chunk without choices"] }),
  "no-done": () => answer([spoken(said)], { habits: ["no [DONE]"] }),
  "roles-again": () => answer([spoken(said)], { habits: ["role in each chunk"] }),
  "plain-reasoning": (asked) => answer([thoughts(asked), spoken(said)], { habits: ["reasoning"] }),
  "no-index": (asked) => answer(two(asked), { habits: ["no tool index"] }),
  "one-index": (asked) => answer(two(asked), { habits: ["calls finish with stop", "one index for all calls"] }),
  "no-ids": (asked) =>
    asked.results.length > 0
      ? results(asked)
      : answer([call(asked, 0, "", ['{"city":', '"Oslo"}']), call(asked, 0, "", ['{"city":', '"Rome"}'])], {
          habits: ["no call ids"],
        }),
  interleaved: (asked) => answer(two(asked), { habits: ["interleaved calls"] }),
  "heads-again": (asked) => answer(two(asked), { habits: ["call heads again"] }),
  "calls-stop": (asked) => answer(two(asked), { habits: ["calls finish with stop"] }),

  "no-event-lines": (asked) => answer([thoughts(asked), spoken(said)], { habits: ["no event lines"] }),
  "no-numbers": (asked) => answer([thoughts(asked), spoken(said)], { habits: ["no sequence numbers"] }),
  "no-output": (asked) => answer([thoughts(asked), spoken(said)], { habits: ["no output at the end"] }),
  "done-behind": (asked) => answer([thoughts(asked), spoken(said)], { habits: ["[DONE] behind responses"] }),
  "deltas-only": () => answer([spoken(said)], { habits: ["deltas only"] }),
};

function two(asked: Asked): readonly Call[] {
  return [call(asked, 0, "call_g1", ['{"city":', '"Oslo"}']), call(asked, 0, "call_g2", ['{"city":', '"Rome"}'])];
}

/** A call of the tool that was offered at this place. */
function call(asked: Asked, index: number, callId: string, deltas: readonly string[]): Call {
  const { name, namespace } = toolAt(asked, index);
  return { kind: "function", callId, name, namespace, deltas };
}

/** A call with text that is no JSON; a server without custom tools is offered a function with one string for it. */
function free(asked: Asked, index: number, callId: string): Call {
  const { kind, name, namespace } = toolAt(asked, index);
  return { kind, callId, name, namespace, deltas: cut(kind === "custom" ? script : JSON.stringify({ input: script })) };
}

function toolAt(asked: Asked, index: number): Offered {
  const tool = asked.tools[index];
  if (tool === undefined)
    throw invalid(`This model calls tool ${index}, and there are ${asked.tools.length}.`, "tools", "no_such_tool");
  return tool;
}

/** Tells what came of the calls, so that a test sees which output went to which call. */
function results({ results }: Asked): Answer {
  return answer([spoken(results.map(({ callId, text: told }) => `${callId}: ${told}`).join("; "))]);
}

/** In pieces of three characters, so that escapes of JSON are cut in the middle. */
function cut(whole: string): readonly string[] {
  const characters = [...whole];
  const pieces: string[] = [];
  for (let i = 0; i < characters.length; i += 3) pieces.push(characters.slice(i, i + 3).join(""));
  return pieces;
}
