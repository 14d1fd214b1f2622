/** Any answer that a model may give, with any habits of its server. */
import fc from "fast-check";
import type { Asked } from "../../support/openai-upstream/asked.ts";
import { type Answer, answer, type Habit, type Piece } from "../../support/openai-upstream/scenario.ts";
import { unique } from "./arbitrary-parts.ts";

const delta = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 });
const deltas = fc.array(delta, { minLength: 1, maxLength: 4 });

const text = deltas.map((each): Piece => ({ kind: "text", deltas: each, links: [] }));
const refusal = deltas.map((each): Piece => ({ kind: "refusal", deltas: each }));
const thoughts = fc
  .record({ summary: fc.array(deltas, { minLength: 1, maxLength: 3 }), encrypted: fc.option(delta) })
  .map((each): Piece => ({ kind: "reasoning", ...each }));

/** A call of one of the tools that were offered. */
const call = ({ tools }: Asked): fc.Arbitrary<Piece> =>
  fc.record({ tool: fc.constantFrom(...tools), input: fc.array(delta, { maxLength: 4 }) }).map(({ tool, input }) => {
    const { kind, name, namespace } = tool;
    const whole = JSON.stringify({ input: input.join("") });
    const cut = [...whole].reduce<string[]>((all, each, i) => {
      if (i % 4 === 0) all.push(each);
      else all[all.length - 1] += each;
      return all;
    }, []);
    return { kind, name, namespace, callId: unique("call_"), deltas: kind === "custom" ? input : cut };
  });

const usage = fc.record({ input: fc.nat(999), cached: fc.nat(99), output: fc.nat(999), reasoning: fc.nat(99) });

/** What does not change what is said, only how. */
const chatHabits: readonly Habit[] = [
  "usage in finish chunk",
  "interleaved calls",
  "call heads again",
  "finish with the last words",
  "usage in each chunk",
  "a first chunk without choices",
  "role in each chunk",
];
const responsesHabits: readonly Habit[] = ["no sequence numbers", "no output at the end", "[DONE] behind responses"];

export function answersTo(asked: Asked): fc.Arbitrary<Answer> {
  const habits = asked.protocol === "chat" ? chatHabits : responsesHabits;
  const speech = fc.oneof(
    fc.array(fc.oneof(text, call(asked)), { minLength: 1, maxLength: 4 }),
    refusal.map((piece) => [piece]),
  );
  return fc
    .record({
      first: fc.option(thoughts),
      speech,
      finish: fc.constantFrom("stop", "stop", "length", "content_filter" as const),
      usage,
      strange: fc.boolean(),
      habits: fc.subarray([...habits]),
    })
    .map(({ first, speech: pieces, ...more }) =>
      answer([...(first === null ? [] : [first]), ...pieces], {
        ...more,
        finish: more.finish as Answer["finish"],
        // Both rewrite the chunks of calls, and other data than chunks stands between them.
        habits: more.strange && asked.protocol === "chat" ? [] : more.habits,
      }),
    );
}
