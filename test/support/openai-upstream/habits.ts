/** How servers that are only compatible stream: the API's events, and what is odd about theirs. */
import type { Json } from "./rules.ts";
import type { Answer, Habit } from "./scenario.ts";

interface Chunk {
  choices: {
    delta: Record<string, unknown> & { tool_calls?: Record<string, unknown>[] };
    finish_reason: string | null;
  }[];
  usage?: unknown;
}

/** `usage`: what the answer took, as the protocol tells it. */
export function chatHabits(events: readonly string[], { habits }: Answer, usage: Json): readonly string[] {
  const has = (habit: Habit) => habits.includes(habit);
  const lines = events.filter((event) => !event.includes("[DONE]"));
  let chunks = lines.map((event) => JSON.parse(event.slice("data: ".length)) as Chunk);
  if (has("interleaved calls")) chunks = interleaved(chunks);
  if (has("call heads again")) repeatHeads(chunks);
  for (const call of chunks.map(callIn)) {
    if (has("one index for all calls") && call !== null) call.index = 0;
    if (has("no call ids")) delete call?.id;
  }
  if (has("finish with the last words")) chunks = finishedEarly(chunks);
  if (has("usage in each chunk")) for (const chunk of chunks) chunk.usage = usage;
  const first = { ...chunks[0], choices: [], prompt_filter_results: [{ prompt_index: 0 }] };
  const told = has("a first chunk without choices") ? [first, ...chunks] : chunks;
  return [
    ...told.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`),
    ...(has("no [DONE]") ? [] : ["data: [DONE]\n\n"]),
  ];
}

/** One piece of each call in turn. */
function interleaved(chunks: readonly Chunk[]): Chunk[] {
  const place = chunks.findIndex((chunk) => callIn(chunk) !== null);
  const calls = chunks.filter((chunk) => callIn(chunk) !== null);
  const seen = new Map<unknown, number>();
  const turns = calls.map((chunk) => {
    const index = callIn(chunk)?.index;
    const turn = seen.get(index) ?? 0;
    seen.set(index, turn + 1);
    return { chunk, turn };
  });
  const others = chunks.filter((chunk) => callIn(chunk) === null);
  const sorted = turns.sort((a, b) => a.turn - b.turn).map(({ chunk }) => chunk);
  return [...others.slice(0, place), ...sorted, ...others.slice(place)];
}

/** Each piece of a call tells its id, type and name. */
function repeatHeads(chunks: readonly Chunk[]): void {
  const heads = new Map<unknown, Record<string, unknown>>();
  for (const chunk of chunks) {
    const call = callIn(chunk);
    if (call === null) continue;
    const head = heads.get(call.index) ?? call;
    heads.set(call.index, head);
    call.id = head.id;
    call.type = head.type;
    const kind = head.type === "custom" ? "custom" : "function";
    call[kind] = { name: (head[kind] as Json).name, ...(call[kind] as Json) };
  }
}

/** The last words come with the finish reason. */
function finishedEarly(chunks: readonly Chunk[]): Chunk[] {
  const finish = chunks.findIndex(({ choices }) => (choices[0]?.finish_reason ?? null) !== null);
  const [before, last] = [chunks[finish - 1], chunks[finish]];
  const [said, ended] = [before?.choices[0], last?.choices[0]];
  if (before === undefined || said === undefined || ended === undefined) return [...chunks];
  said.finish_reason = ended.finish_reason;
  if (last?.usage !== undefined) before.usage = last.usage;
  return chunks.filter((_, i) => i !== finish);
}

function callIn({ choices }: Chunk): Record<string, unknown> | null {
  return choices[0]?.delta.tool_calls?.[0] ?? null;
}

export function responsesHabits(events: readonly string[], { habits }: Answer): readonly string[] {
  const has = (habit: Habit) => habits.includes(habit);
  let all = [...events];
  if (has("deltas only"))
    all = all.filter((event) => /^event: response\.(created|output_text\.delta|completed)\n/.test(event));
  if (has("no output at the end"))
    all = all.map((event) => (event.startsWith("event: response.completed") ? withoutOutput(event) : event));
  if (has("no sequence numbers")) all = all.map((event) => event.replace(/"sequence_number":\d+,/, ""));
  if (has("no event lines")) all = all.map((event) => event.replace(/^event: .*\n/, ""));
  return has("[DONE] behind responses") ? [...all, "data: [DONE]\n\n"] : all;
}

function withoutOutput(event: string): string {
  const [name, data = ""] = event.split("\ndata: ");
  const fields = JSON.parse(data) as { response: Json };
  return `${name}\ndata: ${JSON.stringify({ ...fields, response: { ...fields.response, output: [] } })}\n\n`;
}
