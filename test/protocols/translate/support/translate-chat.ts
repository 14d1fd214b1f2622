import type { Backend } from "../../../../runtime/contract/backend.ts";
import { isObject, type JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import type { Translated } from "../../../../runtime/protocols/translation.ts";
import { targetOf } from "../../../support/translation-target.ts";
import { chatToResponses } from "../../../support/translations.ts";
import { type AnswerText, answerText } from "./answer-text.ts";

const USUAL = { model: "client-model", messages: [{ role: "user", content: "Hi" }] };

const BACKEND: Backend = {
  kind: "http",
  name: "upstream",
  type: "openai-responses",
  index: 0,
  at: "config.yaml:3",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: 120, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  protocols: ["responses"],
  origin: "https://api.openai.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  keepsResponses: true,
  customTools: true,
};

/** What a request of these fields becomes for gpt-5; a user's greeting where it has no messages. */
export function translate(fields: JsonObject, model = "gpt-5"): Translated {
  return chatToResponses.request({
    fields: { ...USUAL, ...fields },
    model,
    target: targetOf(BACKEND),
    now: 1_700_000_000,
    newId: () => "new",
  });
}

export function translated(fields: JsonObject, model?: string): Extract<Translated, { kind: "translated" }> {
  const result = translate(fields, model);
  if (result.kind !== "translated") throw new Error(`refused: ${result.error.message}`);
  return result;
}

/** The body alone. */
export function bodyOf(fields: JsonObject, model?: string): JsonObject {
  return translated(fields, model).fields;
}

export function backOf(fields: JsonObject = {}): AnswerText {
  return answerText(translated(fields).back);
}

/** The text of a stream of these events. */
export function streamOf(events: readonly object[], fields: JsonObject = {}): string {
  const back = backOf({ stream: true, ...fields });
  return events.map((event) => back.event(isObject(event) ? event : {}, null)).join("") + back.end();
}

/** The data of each event of a stream; `[DONE]` stays a text. */
export function dataOf(stream: string): readonly unknown[] {
  return stream
    .split("\n\n")
    .filter((event) => event !== "")
    .map((event) => event.replace(/^data: /, ""))
    .map((data) => (data === "[DONE]" ? data : JSON.parse(data)));
}
