/** What a user of the official SDK gets, and every byte of it. */
import OpenAI from "openai";
import { type Clock, systemClock } from "../../runtime/clock.ts";
import type { Usage } from "./speech.ts";

export type Told = ToldWhole | ToldError;

interface ToldBase {
  /** All text that came, whatever came of it. */
  readonly text: string;
  readonly model: string | null;
  /** Milliseconds from the request to the end, on the clock that it was asked by. */
  readonly after: number;
  readonly headers: Headers;
  /** The body as it came, to its last byte. */
  readonly bytes: string;
}

export interface ToldWhole extends ToldBase {
  readonly kind: "whole";
  readonly finish: string | null;
  readonly usage: Usage | null;
}

export interface ToldError extends ToldBase {
  readonly kind: "error";
  /** null where a stream had begun before. */
  readonly status: number | null;
  readonly code: string | null;
  readonly error: Error;
}

export type Client = "stream" | "plain";

const messages = [{ role: "user" as const, content: "Count to sixty." }];

/** Asks the server at `url` for `model` once, and never again by itself. */
export async function ask(url: string, model: string, client: Client, clock: Clock = systemClock): Promise<Told> {
  const wire = tap();
  const sdk = new OpenAI({ apiKey: "unused", baseURL: `${url}/v1`, maxRetries: 0, fetch: wire.fetch, logLevel: "off" });
  const heard = { text: "", model: null as string | null, finish: null as string | null, usage: null as Usage | null };
  const begun = clock.now();
  const failure = await (client === "plain" ? askPlain : askStream)(sdk, model, heard).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  const after = clock.now() - begun;
  const base = { text: heard.text, model: heard.model, after, ...(await wire.rest()) };
  if (failure === null) return { ...base, kind: "whole", finish: heard.finish, usage: heard.usage };
  const { status, code } = failure instanceof OpenAI.APIError ? failure : {};
  return { ...base, kind: "error", status: status ?? null, code: code ?? null, error: failure };
}

interface Heard {
  text: string;
  model: string | null;
  finish: string | null;
  usage: Usage | null;
}

async function askPlain(sdk: OpenAI, model: string, heard: Heard): Promise<void> {
  const answer = await sdk.chat.completions.create({ model, messages });
  heard.text = answer.choices[0]?.message.content ?? "";
  heard.model = answer.model;
  heard.finish = answer.choices[0]?.finish_reason ?? null;
  heard.usage = answer.usage ?? null;
}

async function askStream(sdk: OpenAI, model: string, heard: Heard): Promise<void> {
  const asked = { model, messages, stream: true, stream_options: { include_usage: true } } as const;
  for await (const chunk of await sdk.chat.completions.create(asked)) {
    heard.text += chunk.choices[0]?.delta.content ?? "";
    heard.model = chunk.model;
    heard.finish = chunk.choices[0]?.finish_reason ?? heard.finish;
    heard.usage = chunk.usage ?? heard.usage;
  }
}

/** A fetch that keeps what passes through it, and reads on when its user stops. */
function tap() {
  let headers = new Headers();
  let bytes: Promise<string> = Promise.resolve("");
  return {
    async fetch(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
      const response = await fetch(url, init);
      headers = response.headers;
      if (response.body === null) return response;
      const [ours, theirs] = response.body.tee();
      bytes = read(ours);
      return new Response(theirs, response);
    },
    rest: async () => ({ headers, bytes: await bytes }),
  };
}

/** All that came, also when the end is a broken connection. */
async function read(stream: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch {
    // The verdict decides what a broken connection means.
  }
  return Buffer.concat(chunks).toString("utf8");
}
