/** The mock's answer, before faults and delays are applied. */
export interface Answer {
  readonly status: number;
  /** Alternating names and values. */
  readonly headers: readonly string[];
  /** Sent at once with the headers. */
  readonly head: string;
  /** One piece for each word; in a stream they are `wordDelay` apart. */
  readonly words: readonly string[];
  /** Without it the answer is incomplete. */
  readonly tail: string;
  readonly streamed: boolean;
}

const JSON_TYPE = ["content-type", "application/json"];
const EVENT_TYPE = ["content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache"];

/** An answer in one piece. It still consists of words, so that a fault can break it off after some of them. */
export function jsonAnswer(status: number, value: unknown, headers: readonly string[] = []): Answer {
  const text = JSON.stringify(value);
  return {
    status,
    headers: [...JSON_TYPE, "content-length", String(Buffer.byteLength(text)), ...headers],
    head: "",
    words: text.slice(0, -1).split(/(?= )/),
    tail: text.slice(-1),
    streamed: false,
  };
}

/** Server-sent events: each inner list holds the events of one word. */
export function eventAnswer(
  head: readonly unknown[],
  words: readonly (readonly unknown[])[],
  tail: readonly unknown[],
): Answer {
  return {
    status: 200,
    headers: EVENT_TYPE,
    head: head.map(event).join(""),
    words: words.map((events) => events.map(event).join("")),
    tail: tail.map(event).join("") + "data: [DONE]\n\n",
    streamed: true,
  };
}

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
