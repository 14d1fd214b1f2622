import fc from "fast-check";
import type { Completion } from "openai/resources/completions";
import { expect, test } from "vitest";
import { foldCompletions } from "../../../runtime/protocols/fold/fold-completions.ts";

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

function folded(...events: readonly string[]): Completion | null {
  const fold = foldCompletions();
  for (const each of events) fold.add(Buffer.from(each));
  const result = fold.result();
  return result.kind === "whole" ? JSON.parse(result.body.toString()) : null;
}

const tokens = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 });
const choices = fc.array(
  fc.record({ tokens, finish_reason: fc.constantFrom("stop" as const, "length" as const), logprobs: fc.boolean() }),
  { minLength: 1, maxLength: 3 },
);

test("the answer is what the API would have sent without a stream", () => {
  fc.assert(
    fc.property(choices, fc.boolean(), fc.boolean(), (drawn, usage, done) => {
      const base = { id: "cmpl-1", object: "text_completion" as const, created: 5, model: "m" };
      const whole: Completion = {
        ...base,
        choices: drawn.map((choice, index) => ({
          text: choice.tokens.join(""),
          index,
          logprobs: choice.logprobs ? { tokens: choice.tokens, token_logprobs: choice.tokens.map(() => -0.5) } : null,
          finish_reason: choice.finish_reason,
        })),
        ...(usage ? { usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } } : {}),
      };
      const said = drawn.flatMap((choice, index) =>
        choice.tokens.map((text) => ({
          text,
          index,
          logprobs: choice.logprobs ? { tokens: [text], token_logprobs: [-0.5] } : null,
          finish_reason: null,
        })),
      );
      const ends = drawn.map(({ finish_reason }, index) => ({ text: "", index, logprobs: null, finish_reason }));
      const chunks = [...said, ...ends].map((choice) => event({ ...base, choices: [choice], usage: null }));
      const last = [
        ...(usage ? [event({ ...base, choices: [], usage: whole.usage })] : []),
        ...(done ? ["data: [DONE]\n\n"] : []),
      ];
      expect(folded(...chunks, ...last)).toEqual(whole);
      expect(folded([...chunks, ...last].join(""))).toEqual(whole);
    }),
  );
});

test("a choice without a text, or with more members than the API has, is whole too", () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  expect(folded(event({ choices: [{ index: 0, text: null, finish_reason: "stop", note: "n" }], usage }))).toEqual({
    object: "text_completion",
    choices: [{ index: 0, text: "", logprobs: null, finish_reason: "stop", note: "n" }],
    usage,
  });
  const split = [
    event({ choices: [{ text: "a", logprobs: { tokens: ["a"] }, note: "m" }] }),
    event({ choices: [{ text: "b", logprobs: { tokens: ["b"] }, note: "n" }] }),
    event({ choices: [{ finish_reason: "stop" }] }),
  ];
  expect(folded(...split)).toEqual({
    object: "text_completion",
    choices: [{ index: 0, text: "ab", logprobs: { tokens: ["a", "b"] }, finish_reason: "stop", note: "n" }],
  });
});

test("there is no answer without an end", () => {
  expect(folded(event({ choices: [{ index: 0, text: "a", finish_reason: null }] }))).toBeNull();
});
