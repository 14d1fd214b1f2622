/** Chat completions, and streams that say the same as the many servers of chat say it. */
import fc from "fast-check";
import { isObject, type JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import { cut } from "./cut.ts";

export interface StreamedCompletion {
  readonly completion: JsonObject;
  readonly chunks: readonly JsonObject[];
  /** Tools of these names are the client's custom tools. */
  readonly customTools: readonly string[];
}

/** How a server streams; each of them is seen in the wild. */
interface Habits {
  /** Where the pieces of texts end, in turn. */
  readonly dice: readonly number[];
  readonly opening: "role" | "blank" | "none";
  readonly index: "given" | "missing" | "zero";
  /** `piece`: an id of its own for each piece of a call. */
  readonly id: "once" | "always" | "piece";
  readonly name: "once" | "always";
  readonly unfinished: null | "" | "missing";
  readonly usage: "last" | "finish" | "always";
  readonly reasoning: "reasoning_content" | "reasoning" | "both" | "details";
  readonly interleaved: boolean;
  readonly finishWithText: boolean;
}

interface Call {
  readonly id: string;
  readonly name: string;
  readonly given: string;
  readonly kind: "function" | "wrapped" | "custom";
}

interface Answer {
  readonly reasoning: string;
  readonly text: string;
  readonly refusal: string;
  readonly calls: readonly Call[];
  readonly annotations: readonly JsonObject[];
  readonly tokens: readonly JsonObject[];
  readonly finish: string;
  readonly usage: JsonObject | null;
}

const text = fc.string({ unit: "grapheme", maxLength: 24 });
const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const json = fc.json({ maxDepth: 1 });
const given = fc.oneof(
  text,
  json,
  text.map((input) => JSON.stringify({ input })),
  json.map((value) => `{ "input" : ${value}}`),
);
const call: fc.Arbitrary<Call> = fc.record({
  id: word,
  name: word,
  given,
  kind: fc.constantFrom("function", "wrapped", "custom"),
});
const annotation = fc.record({
  type: fc.constant("url_citation"),
  url_citation: fc.record({ start_index: fc.nat(9), end_index: fc.nat(9), title: text, url: fc.webUrl() }),
});
const token = fc.record({
  token: word,
  logprob: fc.constantFrom(-0.5, -2),
  bytes: fc.option(fc.array(fc.nat(255), { maxLength: 3 })),
  top_logprobs: fc.constant([]),
});
const usage = fc.record({
  prompt_tokens: fc.nat(),
  completion_tokens: fc.nat(),
  total_tokens: fc.nat(),
  prompt_tokens_details: fc.option(fc.record({ cached_tokens: fc.nat() })),
  completion_tokens_details: fc.option(fc.record({ reasoning_tokens: fc.nat() })),
});
const answer: fc.Arbitrary<Answer> = fc.record({
  reasoning: fc.oneof(fc.constant(""), text),
  text,
  refusal: fc.oneof(fc.constant(""), fc.constant(""), text),
  calls: fc.uniqueArray(call, { maxLength: 3, selector: ({ id }) => id, comparator: "IsStrictlyEqual" }),
  annotations: fc.oneof(fc.constant([]), fc.array(annotation, { maxLength: 2 })),
  tokens: fc.oneof(fc.constant([]), fc.array(token, { maxLength: 4 })),
  finish: fc.constantFrom("stop", "length", "tool_calls", "content_filter", "function_call", "eos"),
  usage: fc.option(usage),
});
const habits: fc.Arbitrary<Habits> = fc.record({
  dice: fc.array(fc.nat(6), { minLength: 1, maxLength: 12 }),
  opening: fc.constantFrom("role", "blank", "none"),
  index: fc.constantFrom("given", "given", "missing", "zero"),
  id: fc.constantFrom("once", "always", "piece"),
  name: fc.constantFrom("once", "always"),
  unfinished: fc.constantFrom(null, "", "missing"),
  usage: fc.constantFrom("last", "finish", "always"),
  reasoning: fc.constantFrom("reasoning_content", "reasoning", "both", "details"),
  interleaved: fc.boolean(),
  finishWithText: fc.boolean(),
});

export const streamedCompletions: fc.Arbitrary<StreamedCompletion> = fc
  .tuple(answer, habits)
  .map(([said, habit]) => ({ said: named(said), habit: possible(said, habit) }))
  .map(({ said, habit }) => ({
    completion: completionOf(said, habit),
    chunks: chunksOf(said, habit),
    customTools: said.calls.flatMap(({ name, kind }) => (kind === "wrapped" ? [name] : [])),
  }));

/** One name has one kind. */
function named(said: Answer): Answer {
  return { ...said, calls: said.calls.map((each, at) => ({ ...each, name: `${each.name}_${at}` })) };
}

/** Without an index, the id or the order alone tell calls apart; and what comes with each piece cannot tell a new call. */
function possible({ calls }: Answer, habit: Habits): Habits {
  if (calls.length < 2 || habit.index === "given") return habit;
  return { ...habit, interleaved: false, id: "once", name: "once" };
}

const HEAD = { id: "chatcmpl-1", created: 1_690_000_000, model: "qwen3-8b" };

function completionOf(said: Answer, habit: Habits): JsonObject {
  const { text: content, refusal, calls, annotations, tokens, finish } = said;
  const message = {
    role: "assistant",
    content: content === "" ? null : content,
    refusal: refusal === "" ? null : refusal,
    ...reasoningMembers(said.reasoning, habit),
    ...(annotations.length === 0 ? {} : { annotations }),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(wholeCall) }),
  };
  const logprobs = tokens.length === 0 ? null : { content: tokens, refusal: null };
  const choices = [{ index: 0, message, logprobs, finish_reason: finish }];
  return { ...HEAD, object: "chat.completion", choices, ...(said.usage === null ? {} : { usage: said.usage }) };
}

function wholeCall({ id, name, given: said, kind }: Call): JsonObject {
  return kind === "custom"
    ? { id, type: "custom", custom: { name, input: said } }
    : { id, type: "function", function: { name, arguments: said } };
}

function reasoningMembers(piece: string, { reasoning }: Habits): JsonObject {
  if (piece === "") return {};
  if (reasoning === "details") return { reasoning_details: [{ type: "reasoning.text", text: piece }] };
  return reasoning === "both" ? { reasoning: piece, reasoning_content: piece } : { [reasoning]: piece };
}

function chunksOf(said: Answer, habit: Habits): readonly JsonObject[] {
  const base = { ...HEAD, object: "chat.completion.chunk" };
  const everywhere = habit.usage === "always" && said.usage !== null ? { usage: said.usage } : {};
  const choices: JsonObject[] = [...openingOf(habit), ...spokenOf(said, habit)].map((each) => ({
    ...unfinished(habit),
    ...each,
  }));
  const last = choices.at(-1);
  if (habit.finishWithText && last !== undefined) choices[choices.length - 1] = { ...last, finish_reason: said.finish };
  else choices.push({ delta: {}, finish_reason: said.finish });
  const chunks: JsonObject[] = choices.map((each) => ({ ...base, choices: [{ index: 0, ...each }], ...everywhere }));
  if (said.usage === null || habit.usage === "always") return chunks;
  if (habit.usage === "last") return [...chunks, { ...base, choices: [], usage: said.usage }];
  return chunks.map((chunk, at) => (at === chunks.length - 1 ? { ...chunk, usage: said.usage } : chunk));
}

function unfinished({ unfinished: reason }: Habits): JsonObject {
  return reason === "missing" ? {} : { finish_reason: reason };
}

function openingOf({ opening }: Habits): readonly JsonObject[] {
  if (opening === "none") return [];
  return [
    { delta: opening === "role" ? { role: "assistant" } : { role: "assistant", content: "", reasoning_content: null } },
  ];
}

function spokenOf(
  { reasoning, text: content, refusal, calls, annotations, tokens }: Answer,
  habit: Habits,
): readonly JsonObject[] {
  const { dice } = habit;
  const thought = cut(reasoning, dice).map((piece) => ({ delta: reasoningMembers(piece, habit) }));
  const words: JsonObject[] = cut(content, dice).map((piece) => ({ delta: { content: piece } }));
  const first = words[0];
  if (first !== undefined && isObject(first.delta)) {
    words[0] = {
      ...first,
      delta: { ...first.delta, annotations },
      logprobs: { content: tokens.slice(0, 1), refusal: null },
    };
    for (const each of tokens.slice(1)) words.push({ delta: { content: "" }, logprobs: { content: [each] } });
  }
  const refused = cut(refusal, dice).map((piece) => ({ delta: { refusal: piece } }));
  return [
    ...thought,
    ...words,
    ...refused,
    ...callPieces(calls, habit).map((each) => ({ delta: { tool_calls: [each] } })),
  ];
}

function callPieces(calls: readonly Call[], habit: Habits): readonly JsonObject[] {
  const queues = calls.map((each, index) => piecesOf(each, index, habit));
  if (!habit.interleaved) return queues.flat();
  // The heads come in the order of the calls, or their places in the output would be others.
  const heads = queues.flatMap(([head]) => (head === undefined ? [] : [head]));
  const rests = queues.map((queue) => queue.slice(1));
  const longest = Math.max(0, ...rests.map(({ length }) => length));
  const turns = Array.from({ length: longest }, (_, turn) => rests.flatMap((rest) => rest.slice(turn, turn + 1)));
  return [...heads, ...turns.flat()];
}

function piecesOf({ id, name, given: said, kind }: Call, at: number, habit: Habits): JsonObject[] {
  const index = habit.index === "missing" ? {} : { index: habit.index === "zero" ? 0 : at };
  const inner = kind === "custom" ? "custom" : "function";
  const member = kind === "custom" ? "input" : "arguments";
  const head = { ...index, id, type: inner, [inner]: { name, [member]: "" } };
  const rest = cut(said, habit.dice).map((piece, turn) => ({
    ...index,
    // With a name as well, an id of its own would tell a new call.
    ...(habit.id === "always" || (habit.id === "piece" && habit.name === "always") ? { id } : {}),
    ...(habit.id === "piece" && habit.name === "once" && habit.index !== "missing" ? { id: `${id}-${turn}` } : {}),
    [inner]: { ...(habit.name === "always" ? { name } : {}), [member]: piece },
  }));
  return [head, ...rest];
}
