/** The assembled stream is the answer that another client gets whole. */
import { expect, test } from "vitest";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { hasCustomTools, type Scene } from "./pairing.ts";
import type { Outcome, Tool } from "./question.ts";

const say = "Go on.";
const tools: readonly Tool[] = [
  { kind: "function", name: "get_weather" },
  { kind: "function", name: "get_time" },
];
const custom: readonly Tool[] = [
  { kind: "custom", name: "run_python" },
  { kind: "function", name: "get_weather" },
];

export function same(scene: Scene): void {
  test.each(["text", "empty", "refusal", "links", "length", "filter", "usage", "reasoning"])("%s", async (model) => {
    const question = { model, say };
    expect(comparable(await scene.ask(question))).toEqual(comparable(await scene.askWhole(question)));
  });

  test.each(["call", "text-and-call", "parallel", "reasoning-call"])("%s", async (model) => {
    const question = { model, say, tools };
    expect(comparable(await scene.ask(question))).toEqual(comparable(await scene.askWhole(question)));
  });

  test.each(hasCustomTools(scene) ? ["custom", "custom-and-function"] : [])("%s", async (model) => {
    const question = { model, say, tools: custom };
    expect(comparable(await scene.ask(question))).toEqual(comparable(await scene.askWhole(question)));
  });

  test("logprobs", async () => {
    const question = { model: "logprobs", say, logprobs: true } as const;
    expect(comparable(await scene.ask(question))).toEqual(comparable(await scene.askWhole(question)));
  });
}

/** All that is said, without what differs from request to request. */
function comparable({ whole, events, headers, history, id, text, ...told }: Outcome): Json {
  const { output, choices, ...head } = whole;
  const { id: _, completed_at, created_at, created, usage, ...rest } = head as Json;
  // A stream begins before it is known whether there will be a text.
  return { ...told, text: text || null, ...(output === undefined ? {} : { output: withoutIds(output), rest }) };
}

function withoutIds(output: unknown): unknown {
  return (output as readonly Json[]).map(({ id, ...item }) => item);
}
