/** Answers that differ in every token, so that a mixture of two is recognized. */
export interface Speech {
  /** `primary-7`: unique over all upstreams. */
  readonly id: string;
  readonly model: string;
  readonly tokens: readonly string[];
  readonly text: string;
  readonly usage: Usage;
}

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

export const TOKENS = 60;

export function speech(upstream: string, model: string, number: number): Speech {
  const id = `${upstream}-${number}`;
  const tokens = Array.from({ length: TOKENS }, (_, index) => `${id}.${index + 1} `);
  // The sum differs from answer to answer, so that usage of another answer shows.
  const prompt = 10 + (number % 1000);
  const usage = { prompt_tokens: prompt, completion_tokens: TOKENS, total_tokens: prompt + TOKENS };
  return { id, model, tokens, text: tokens.join(""), usage };
}

/** The answer to a request that does not stream. */
export function wholeAnswer({ id, model, text, usage }: Speech): string {
  const message = { role: "assistant", content: text, refusal: null };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: "stop" }];
  return JSON.stringify({
    id: `chatcmpl-${id}`,
    object: "chat.completion",
    created: 1_700_000_000,
    model,
    choices,
    usage,
  });
}

/** A stream's events as text, by what they are for. */
export interface SpokenEvents {
  readonly opening: string;
  /** One content token each. */
  readonly tokens: readonly string[];
  readonly finish: string;
  /** Empty where the request did not ask for it. */
  readonly usage: string;
  readonly done: string;
}

export function spokenEvents(said: Speech, includeUsage: boolean): SpokenEvents {
  const { id, model, tokens, usage } = said;
  const event = (choices: readonly unknown[], counted: Usage | null) => {
    const base = { id: `chatcmpl-${id}`, object: "chat.completion.chunk", created: 1_700_000_000, model, choices };
    return `data: ${JSON.stringify(includeUsage ? { ...base, usage: counted } : base)}\n\n`;
  };
  const delta = (fields: unknown, finish: string | null) =>
    event([{ index: 0, delta: fields, logprobs: null, finish_reason: finish }], null);
  return {
    opening: delta({ role: "assistant", content: "", refusal: null }, null),
    tokens: tokens.map((content) => delta({ content }, null)),
    finish: delta({}, "stop"),
    usage: includeUsage ? event([], usage) : "",
    done: "data: [DONE]\n\n",
  };
}
