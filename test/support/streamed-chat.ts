/** Chat completions, and streams that say the same. */
import fc from "fast-check";
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionMessage } from "openai/resources/chat/completions";

type Choice = ChatCompletion.Choice;
type ChunkChoice = ChatCompletionChunk.Choice;
/** Reasoning has no place in the package's types, though servers send it. */
type Delta = ChatCompletionChunk.Choice.Delta & { readonly reasoning_content?: string; readonly audio?: object };
type Message = ChatCompletionMessage & { reasoning_content?: string };

export interface Streamed {
  readonly completion: ChatCompletion;
  readonly chunks: readonly ChatCompletionChunk[];
}

const text = fc.string({ unit: "grapheme", maxLength: 30 });
const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
const functionCall = fc.record({ name: word, arguments: text });
const toolCall = fc.record({ id: word, type: fc.constant("function" as const), function: functionCall });
const role = fc.constant("assistant" as const);
const none = fc.constant(null);
const audio = fc.record({
  id: word,
  data: fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString("base64")),
  expires_at: fc.nat(),
  transcript: text,
});

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ role, content: text, refusal: none }),
  fc.record({ role, content: text, refusal: none, reasoning_content: word }),
  fc.record({ role, content: none, refusal: word }),
  fc.record({
    role,
    content: fc.oneof(none, word),
    refusal: none,
    tool_calls: fc.uniqueArray(toolCall, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
  }),
  fc.record({ role, content: none, refusal: none, function_call: functionCall }),
  fc.record({ role, content: none, refusal: none, audio }),
);

const logprob = fc.record({
  token: text,
  bytes: fc.option(fc.array(fc.nat(255), { maxLength: 3 })),
  logprob: fc.constantFrom(-0.25, -9999, -1.5e-7),
  top_logprobs: fc.constant<never[]>([]),
});
const tokens = fc.option(fc.array(logprob, { minLength: 1, maxLength: 4 }));
const choice: fc.Arbitrary<Omit<Choice, "index">> = fc.record({
  message,
  finish_reason: fc.constantFrom<Choice["finish_reason"][]>(
    "stop",
    "length",
    "tool_calls",
    "content_filter",
    "function_call",
  ),
  logprobs: fc.option(fc.record({ content: tokens, refusal: tokens })),
});

const completion: fc.Arbitrary<ChatCompletion> = fc.record(
  {
    id: word,
    object: fc.constant("chat.completion" as const),
    created: fc.nat(),
    model: word,
    choices: fc
      .array(choice, { minLength: 1, maxLength: 3 })
      .map((choices) => choices.map((each, index) => ({ index, ...each }))),
    usage: fc.record({ prompt_tokens: fc.nat(), completion_tokens: fc.nat(), total_tokens: fc.nat() }),
    service_tier: fc.constantFrom(null, "default" as const),
    system_fingerprint: word,
  },
  { requiredKeys: ["id", "object", "created", "model", "choices"] },
);

/** `dice` says where texts are cut and whose turn it is among the choices. */
export const streamedChats: fc.Arbitrary<Streamed> = fc
  .tuple(completion, fc.array(fc.nat(6), { minLength: 1, maxLength: 20 }))
  .map(([whole, dice]) => ({ completion: whole, chunks: chunksOf(whole, dice) }));

function chunksOf(whole: ChatCompletion, dice: readonly number[]): ChatCompletionChunk[] {
  const { choices, usage, ...rest } = whole;
  const base = { ...rest, object: "chat.completion.chunk" as const, ...(usage === undefined ? {} : { usage: null }) };
  const last = usage === undefined ? [] : [{ ...base, choices: [], usage }];
  return [
    ...shuffled(
      choices.map((each) => piecesOf(each, dice)),
      dice,
    ).map((each) => ({ ...base, choices: [each] })),
    ...last,
  ];
}

function piecesOf({ index, message, logprobs, finish_reason }: Choice, dice: readonly number[]): ChunkChoice[] {
  const opening: Delta = { role: "assistant", content: message.tool_calls ? null : "", refusal: null };
  const deltas = [opening, ...deltasOf(message, dice)].map((delta) => ({
    index,
    delta,
    logprobs: null,
    finish_reason: null,
  }));
  const said = (["content", "refusal"] as const).flatMap((key) =>
    (logprobs?.[key] ?? []).map((token) => ({
      index,
      delta: {},
      logprobs: { content: null, refusal: null, [key]: [token] },
      finish_reason: null,
    })),
  );
  const none = logprobs === null ? null : { content: null, refusal: null };
  return [...deltas, ...said, { index, delta: {}, logprobs: none, finish_reason }];
}

function deltasOf({ role: _, tool_calls, function_call, audio, ...texts }: Message, dice: readonly number[]): Delta[] {
  const calls = (tool_calls ?? []).flatMap((call, index) => {
    if (call.type !== "function") return [];
    const { name, arguments: given } = call.function;
    const pieces = cut(given, dice).map((piece) => ({ index, function: { arguments: piece } }));
    return [{ ...call, index, function: { name, arguments: "" } }, ...pieces].map((each) => ({ tool_calls: [each] }));
  });
  const legacy = function_call
    ? [{ function_call: { ...function_call, arguments: "" } }, ...cut(function_call.arguments, dice).map(given)]
    : [];
  const sound = audio
    ? [
        { audio: { id: audio.id } },
        ...cut(audio.transcript, dice).map((transcript) => ({ audio: { transcript } })),
        ...["", ...cut(audio.data, dice)].map((data) => ({ audio: { data } })),
        { audio: { transcript: "", expires_at: audio.expires_at } },
      ]
    : [];
  const words = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? cut(value, dice).map((piece) => ({ [key]: piece })) : [],
  );
  return [...words, ...calls, ...legacy, ...sound];
}

function given(piece: string): Delta {
  return { function_call: { arguments: piece } };
}

/** Anywhere, also inside a character. */
function cut(value: string, dice: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < value.length; turn++) {
    const length = dice[turn % dice.length] ?? 0;
    pieces.push(value.slice(at, at + length + 1));
    at += length + 1;
  }
  return pieces;
}

/** One list of all, each in its own order. */
function shuffled<T>(queues: readonly (readonly T[])[], dice: readonly number[]): T[] {
  let left = queues.map((queue) => [...queue]);
  const all: T[] = [];
  for (let turn = 0; left.length > 0; turn++) {
    const next = left[(dice[turn % dice.length] ?? 0) % left.length]?.shift();
    if (next !== undefined) all.push(next);
    left = left.filter((queue) => queue.length > 0);
  }
  return all;
}
