/** An answer as `/chat/completions` streams it: the texts of its events. */
import type { Asked } from "./asked.ts";
import { callsOf, finishOf, reasoningField, usageOf } from "./chat-answer.ts";
import type { ErrorBody } from "./fault.ts";
import { chatHabits } from "./habits.ts";
import { isObject, type Json } from "./rules.ts";
import type { Answer, Call, Piece } from "./scenario.ts";
import { logprobsOf, type Stamp } from "./stamp.ts";

export function chatStream(asked: Asked, answer: Answer, stamp: Stamp): readonly string[] {
  const { habits } = answer;
  const wantsUsage = isObject(asked.fields.stream_options) && asked.fields.stream_options.include_usage === true;
  const usage = usageOf(answer.usage);
  const withUsage = wantsUsage && !habits.includes("usage in finish chunk");
  const chunk = (choices: readonly Json[], more: Json = {}): string =>
    eventOf({
      id: `chatcmpl-${stamp.number}`,
      object: "chat.completion.chunk",
      created: stamp.created,
      model: stamp.model,
      service_tier: "default",
      system_fingerprint: "fp_upstream",
      choices,
      ...(withUsage && { usage: null }),
      ...more,
    });
  const delta = (fields: Json, tokens: readonly string[] = []): string =>
    chunk([
      {
        index: 0,
        delta: { ...(habits.includes("role in each chunk") && { role: "assistant" }), ...fields },
        logprobs: asked.logprobs && tokens.length > 0 ? { content: logprobsOf(tokens), refusal: null } : null,
        finish_reason: null,
      },
    ]);

  const events: string[] = [
    delta({ role: "assistant", content: callsOf(answer).length > 0 ? null : "", refusal: null }),
  ];
  if (answer.strange)
    events.push(": a comment\n\n", eventOf({ object: "chat.mood", mood: "sunny" }), delta({ mood: "sunny" }));
  for (const piece of answer.output)
    events.push(...deltasOf(piece, asked, answer).map(([fields, tokens]) => delta(fields, tokens)));
  const finish = { index: 0, delta: {}, logprobs: null, finish_reason: finishOf(asked, answer) };
  events.push(chunk([finish], habits.includes("usage in finish chunk") ? { usage } : {}));
  if (withUsage) events.push(chunk([], { usage }));
  events.push("data: [DONE]\n\n");
  return habits.length === 0 ? events : chatHabits(events, answer, usage);
}

export function chatError(error: ErrorBody): string {
  return eventOf({ error });
}

type Delta = readonly [fields: Json, tokens: readonly string[]];

function deltasOf(piece: Piece, { legacy }: Asked, answer: Answer): readonly Delta[] {
  switch (piece.kind) {
    case "reasoning": {
      const name = reasoningField(answer);
      return piece.summary.flatMap((part, i) =>
        part.map((each, j): Delta => [{ [name]: i > 0 && j === 0 ? `\n\n${each}` : each }, []]),
      );
    }
    case "text": {
      const annotations = piece.links.map(({ url, title, start, end }) => ({
        type: "url_citation",
        url_citation: { url, title, start_index: start, end_index: end },
      }));
      return [
        ...piece.deltas.map((content): Delta => [{ content }, [content]]),
        ...(annotations.length > 0 ? [[{ annotations }, []] as const] : []),
      ];
    }
    case "refusal":
      return piece.deltas.map((refusal): Delta => [{ refusal }, []]);
    case "function":
    case "custom":
      return legacy ? functionDeltas(piece) : callDeltas(piece, answer);
  }
}

function functionDeltas({ name, deltas }: Call): readonly Delta[] {
  return [{ name, arguments: "" }, ...deltas.map((words) => ({ arguments: words }))].map(
    (function_call): Delta => [{ function_call }, []],
  );
}

function callDeltas(call: Call, answer: Answer): readonly Delta[] {
  const at = answer.habits.includes("no tool index") ? {} : { index: callsOf(answer).indexOf(call) };
  const { callId: id, name } = call;
  const opening = (words: string) =>
    call.kind === "custom"
      ? { ...at, id, type: "custom", custom: { name, input: words } }
      : { ...at, id, type: "function", function: { name, arguments: words } };
  const more = (words: string) =>
    call.kind === "custom" ? { ...at, custom: { input: words } } : { ...at, function: { arguments: words } };
  const calls = answer.habits.includes("calls finish with stop")
    ? [opening(call.deltas.join(""))]
    : [opening(""), ...call.deltas.map(more)];
  return calls.map((each): Delta => [{ tool_calls: [each] }, []]);
}

function eventOf(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
