/** Chat clients that offer `functions`, the form before `tools`, are answered in that form. */
import { expect, test } from "vitest";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { completionOf } from "./chat-order.ts";
import type { Scene } from "./pairing.ts";
import { parameters } from "./question.ts";

const user = { role: "user" as const, content: "hi" };

export function legacy(scene: Scene): void {
  const ask = async (messages: readonly Json[]): Promise<Json> => {
    const body = {
      model: scene.named("call"),
      messages: messages as never,
      functions: [{ name: "get_weather", description: "Tells the weather.", parameters }],
      function_call: "auto" as const,
    };
    if (!scene.streamed) return (await scene.sdk.chat.completions.create(body)) as unknown as Json;
    const chunks: Json[] = [];
    for await (const chunk of await scene.sdk.chat.completions.create({ ...body, stream: true }))
      chunks.push(chunk as unknown as Json);
    // A message is put together of its members' texts; a function call is the one object among them.
    const whole = completionOf(chunks, false, scene.backend === "compat");
    return { ...whole, choices: [{ ...choiceOf(whole), message: { function_call: called(chunks), ...texts(whole) } }] };
  };

  test("a function is called, and gets its result", async () => {
    const first = choiceOf(await ask([user]));
    const call = { name: "get_weather", arguments: '{"city":"Oslo"}' };
    expect(first).toMatchObject({ finish_reason: "function_call", message: { function_call: call } });
    expect(first.message).not.toHaveProperty("tool_calls");
    const second = choiceOf(
      await ask([
        user,
        { role: "assistant", content: null, function_call: call },
        { role: "function", name: "get_weather", content: "12 °C" },
      ]),
    );
    expect(second.finish_reason).toBe("stop");
    expect(second.message.content).toMatch(/: 12 °C$/);
  });
}

interface Choice extends Json {
  readonly message: Json;
  readonly finish_reason: string;
}

function choiceOf({ choices }: Json): Choice {
  const [choice] = choices as readonly Choice[];
  if (choice === undefined) throw new Error("no choice");
  return choice;
}

function texts(whole: Json): Json {
  const { content } = choiceOf(whole).message;
  return { content };
}

/** What the deltas of a function call make. */
function called(chunks: readonly Json[]): Json {
  const deltas = chunks.flatMap(({ choices }) => choices as readonly { delta: { function_call?: Json } }[]);
  const calls = deltas.map(({ delta }) => delta.function_call ?? {});
  const joined = (name: string) => calls.map((call) => call[name] ?? "").join("");
  return { name: joined("name"), arguments: joined("arguments") };
}
