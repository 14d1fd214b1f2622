/** What a request says, in words that both protocols share: which a translation must not change. */
import { askedBy } from "../../support/openai-upstream/asked.ts";
import { isObject, type Json } from "../../support/openai-upstream/rules.ts";

export function meaningOf(protocol: "chat" | "responses", fields: Json): Json {
  const { images, files, results, schema, logprobs, tools } = askedBy(protocol, fields);
  return {
    images: images.map(({ url }) => url),
    files,
    results: results.map(({ callId, text }) => `${callId}: ${bare(text)}`).sort(),
    schema,
    logprobs,
    tools: tools.length,
    ...lines(protocol === "chat" ? inChat(fields) : inResponses(fields)),
  };
}

type Line = readonly [who: string, what: string];

/** Refusals apart: in chat they stand beside what else the assistant says, in no order. */
function lines(all: readonly Line[]): Json {
  return {
    conversation: merged(all.filter(([who]) => who !== "refusal")),
    refusals: all
      .filter(([who]) => who === "refusal")
      .map(([, what]) => what)
      .join(""),
  };
}

function inChat(fields: Json): readonly Line[] {
  return (fields.messages as readonly Json[]).flatMap((message): readonly Line[] => {
    const { role, content, refusal, tool_calls } = message;
    if (role === "tool") return [];
    const calls = ((tool_calls ?? []) as readonly Json[]).map((call): Line => {
      const own = call[call.type as string] as Json;
      return ["call", callOf(call.id, own.name, own.input, own.arguments)];
    });
    return [...linesOf(role, content), ["refusal", bare(refusal)], ...calls];
  });
}

function inResponses({ instructions, input }: Json): readonly Line[] {
  const items: readonly Json[] =
    typeof input === "string" ? [{ role: "user", content: input }] : (input as readonly Json[]);
  const told: readonly Line[] = typeof instructions === "string" ? [["system", bare(instructions)]] : [];
  return [
    ...told,
    ...items.flatMap((item): readonly Line[] => {
      const { type, role, content, name, namespace } = item;
      if (type === "function_call" || type === "custom_tool_call") {
        const whole = namespace === undefined ? name : `${namespace}__${name}`;
        return [["call", callOf(item.call_id, whole, item.input, item.arguments)]];
      }
      return role === undefined ? [] : linesOf(role, content);
    }),
  ];
}

/** What one says in several messages is one: protocols part it in their own ways. */
function merged(lines: readonly Line[]): readonly string[] {
  const all: [string, string][] = [];
  for (const [who, what] of lines) {
    const last = all.at(-1);
    if (what === "") continue;
    if (last?.[0] === who && who !== "call") last[1] += what;
    else all.push([who, what]);
  }
  return all.map((line) => line.join(": "));
}

function sayer(role: unknown): string {
  return role === "developer" ? "system" : String(role);
}

function linesOf(role: unknown, content: unknown): readonly Line[] {
  if (!Array.isArray(content)) return [[sayer(role), bare(content)]];
  return content
    .filter(isObject)
    .map(({ text, refusal }): Line => (refusal === undefined ? [sayer(role), bare(text)] : ["refusal", bare(refusal)]));
}

/** A text for a custom tool reads as the arguments of the function that may stand in its place. */
function callOf(id: unknown, name: unknown, input: unknown, args: unknown): string {
  const given = input === undefined ? JSON.parse(String(args)) : { input };
  return `${id} ${name} ${JSON.stringify(given)}`;
}

/** Without blanks, which part what is joined. */
function bare(value: unknown): string {
  return typeof value === "string" ? value.replace(/\s+/g, "") : "";
}
