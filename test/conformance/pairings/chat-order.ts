/** Whether the chunks of a chat completion stand in the API's order; puts them together on the way. */
import { isObject, type Json } from "../../support/openai-upstream/rules.ts";
import { mustBeChunk } from "./chat-shape.ts";

export interface Chunk extends Json {
  readonly choices: readonly {
    readonly delta: Json;
    readonly logprobs?: Json | null;
    readonly finish_reason: string | null;
  }[];
}

/** `loose`: the stream is an upstream's own, passed as it came, and need not keep to the API. */
export function completionOf(events: readonly Json[], usageAsked: boolean, loose: boolean): Json {
  const chunks = events.filter((event) => Array.isArray(event.choices)) as unknown as readonly Chunk[];
  if (!loose) mustBeInOrder(events, chunks, usageAsked);
  const message: Record<string, unknown> = { role: "assistant", content: null, refusal: null };
  const calls: Json[] = [];
  const content: unknown[] = [];
  let finish: unknown = null;
  for (const { choices } of chunks) {
    const choice = choices[0];
    if (choice === undefined) continue;
    grow(message, choice.delta, calls);
    if (isObject(choice.logprobs) && Array.isArray(choice.logprobs.content)) content.push(...choice.logprobs.content);
    finish = choice.finish_reason ?? finish;
  }
  const { id, created, model }: Json = chunks[0] ?? {};
  return {
    id,
    created,
    model,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: { ...message, ...(calls.length > 0 && { tool_calls: calls }) },
        logprobs: content.length > 0 ? { content, refusal: null } : null,
        finish_reason: finish,
      },
    ],
    usage: chunks.findLast(({ usage }) => usage != null)?.usage,
  };
}

function mustBeInOrder(events: readonly Json[], chunks: readonly Chunk[], usageAsked: boolean): void {
  const known = new Map<unknown, Json>();
  let finished = false;
  events.forEach((event) => void (Array.isArray(event.choices) && mustBeChunk(event)));
  chunks.forEach((chunk, i) => {
    const fail = (why: string): never => {
      throw new Error(`chunk ${i} ${why}: ${JSON.stringify(chunk)}`);
    };
    const [first] = chunks;
    if (chunk.id !== first?.id || chunk.created !== first?.created || chunk.model !== first?.model)
      fail("has another head");
    const choice = chunk.choices[0];
    if (choice === undefined) {
      if (!usageAsked) fail("has no choice, and no usage was asked for");
      if (i !== chunks.length - 1 || chunk.usage == null) fail("is no last chunk with the usage");
      return;
    }
    if (chunk.usage != null) fail("has a usage beside its choice");
    if (finished) fail("comes behind the finish chunk");
    if ((choice.delta.role !== undefined) !== (i === 0)) fail("tells its role, or does not");
    for (const call of (choice.delta.tool_calls ?? []) as readonly Json[]) {
      const earlier = known.get(call.index);
      if (earlier === undefined && call.index !== known.size) fail("skips an index");
      if (earlier === undefined && (typeof call.id !== "string" || typeof call.type !== "string"))
        fail("begins a call without its id and type");
      if (earlier !== undefined && call.id != null && call.id !== earlier.id) fail("changes the id of a call");
      known.set(call.index, earlier ?? call);
    }
    finished = choice.finish_reason !== null;
  });
  if (!finished) throw new Error("no chunk tells the finish reason");
  if (usageAsked && chunks.at(-1)?.usage == null) throw new Error("no chunk tells the usage");
}

function grow(message: Record<string, unknown>, delta: Json, calls: Json[]): void {
  for (const [name, value] of Object.entries(delta)) {
    if (name === "role") continue;
    if (name === "tool_calls") {
      for (const call of value as readonly Json[]) {
        const place =
          typeof call.index === "number" ? call.index : typeof call.id === "string" ? calls.length : calls.length - 1;
        calls[place] = grownCall(calls[place], call);
      }
    } else if (typeof value === "string" && typeof message[name] === "string") message[name] = message[name] + value;
    else if (Array.isArray(value) && Array.isArray(message[name])) message[name] = [...message[name], ...value];
    else if (value !== null) message[name] = value;
  }
}

function grownCall(known: Json | undefined, delta: Json): Json {
  if (known === undefined) {
    const { index, ...call } = delta;
    return call;
  }
  const kind = known.type === "custom" ? "custom" : "function";
  const text = kind === "custom" ? "input" : "arguments";
  const before = known[kind] as Json;
  const more = (delta[kind] ?? {}) as Json;
  return { ...known, [kind]: { ...before, [text]: String(before[text] ?? "") + String(more[text] ?? "") } };
}
