/** Requests of Responses clients for backends that speak chat, and the answers on their way back. */
import type { ResponseStreamEvent } from "openai/resources/responses/responses";
import type { Backend } from "../../../../runtime/contract/backend.ts";
import type { HttpBackend } from "../../../../runtime/contract/http-backend.ts";
import { isObject, type JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import type { Translated } from "../../../../runtime/protocols/translation.ts";
import { targetOf } from "../../../support/translation-target.ts";
import { responsesToChat } from "../../../support/translations.ts";
import { type AnswerText, answerText } from "./answer-text.ts";

export type Accepted = Extract<Translated, { kind: "translated" }>;

const VLLM: HttpBackend = {
  kind: "http",
  name: "local",
  type: "vllm",
  index: 0,
  at: "config.yaml:3",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: 120, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  protocols: ["chat"],
  origin: "http://127.0.0.1:8001",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_tokens",
  keepsResponses: true,
  customTools: false,
};

/** A server of open models; `openai`, the API itself; any other, by what differs. */
export function chatBackend(changes: Partial<HttpBackend> | "openai" = {}): Backend {
  if (changes !== "openai") return { ...VLLM, ...changes };
  const origin = "https://api.openai.com";
  return {
    ...VLLM,
    name: "openai",
    type: "openai",
    origin,
    maxTokensField: "max_completion_tokens",
    customTools: true,
  };
}

/** Ids are `resp_0`, `msg_1` and so on. */
export function translate(fields: JsonObject, backend: Backend = chatBackend()): Translated {
  let ids = 0;
  const newId = (): string => String(ids++);
  return responsesToChat.request({ fields, model: "qwen3", target: targetOf(backend), now: 1_700_000_000, newId });
}

export function accepted(fields: JsonObject, backend?: Backend): Accepted {
  const result = translate(fields, backend);
  if (result.kind !== "translated") throw new Error(`refused: ${result.error.message}`);
  return result;
}

export function backOf(fields: JsonObject = {}, backend?: Backend): AnswerText {
  return answerText(accepted({ model: "m", input: "Hi", ...fields }, backend).back);
}

/** What a client reads of the stream that these chunks become, `end` told behind them. */
export function streamed(
  chunks: readonly unknown[],
  fields: JsonObject = {},
  backend?: Backend,
): ResponseStreamEvent[] {
  const back = backOf({ stream: true, ...fields }, backend);
  const told = chunks.map((chunk) => (isObject(chunk) ? back.event(chunk, null) : ""));
  return eventsOf(told.join("") + back.end());
}

/** Each event has a line for its name, which is its type, and one for its data; they are numbered from 0. */
export function eventsOf(text: string): ResponseStreamEvent[] {
  const blocks = text.split("\n\n");
  if (blocks.pop() !== "") throw new Error("the text ends within an event");
  return blocks.map((block, index) => {
    const [name = "", data = "", ...more] = block.split("\n");
    const event: ResponseStreamEvent = JSON.parse(data.replace(/^data: /, ""));
    if (name !== `event: ${event.type}` || more.length > 0) throw new Error(`not an event of the API: ${block}`);
    if (event.sequence_number !== index) throw new Error(`number ${event.sequence_number} at ${index}`);
    return event;
  });
}
