/** What a chat server's answer says, read into the model. */
import { decodeChat } from "../../../runtime/protocols/chat/decode-answer/decoder.ts";
import type { OfferedTool } from "../../../runtime/protocols/chat/decode-answer/offered-tools.ts";
import { serverParts } from "../../../runtime/protocols/chat/decode-answer/server-parts.ts";
import type { AnswerDecoder } from "../../../runtime/protocols/codec.ts";
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import { type Passed, recordingSink } from "./recording-sink.ts";

const OFFERED: Readonly<Record<string, OfferedTool>> = {
  now: { kind: "function", name: "now", namespace: null },
  crm__find: { kind: "function", name: "find", namespace: "crm" },
  patch: { kind: "custom", name: "patch", namespace: null },
};

export interface Decoding {
  readonly decoder: AnswerDecoder;
  readonly passed: readonly Passed[];
}

/** Of the answer to a request that offers the functions `now` and `find`, and the custom tool `patch`. */
export function decoding(): Decoding {
  const { sink, passed } = recordingSink();
  return { decoder: decodeChat({ toolOf: (name) => OFFERED[name] ?? null }, serverParts)(sink), passed };
}

/** null if it is no answer. */
export function ofWhole(answer: JsonObject): readonly Passed[] | null {
  const { decoder, passed } = decoding();
  return decoder.whole(answer) ? passed : null;
}

/** Of a message, between the head and the end. `rest`: of its choice. */
export function ofMessage(message: JsonObject, rest: JsonObject = {}): readonly Passed[] {
  const passed = ofWhole({ choices: [{ message, finish_reason: "stop", ...rest }] }) ?? [];
  return passed.slice(1, -1);
}

export function ofEvents(events: readonly JsonObject[], done = true): readonly Passed[] {
  const { decoder, passed } = decoding();
  for (const event of events) decoder.event(event, null);
  decoder.end(done ? "marker" : "close");
  return passed;
}

/** Of the deltas of a stream, between the head and the end. */
export function ofDeltas(...deltas: readonly JsonObject[]): readonly Passed[] {
  return ofEvents(deltas.map((delta) => chunk(delta))).slice(1, -1);
}

export function chunk(delta: unknown, rest: JsonObject = {}): JsonObject {
  return { created: 7, model: "m", choices: [{ index: 0, delta, ...rest }] };
}

export const tier = { family: "openai", members: { service_tier: "flex" } };
export const token = { token: "Hi", logprob: -1 };
/** A citation as chat has it, and in the model. */
export const citation = { type: "url_citation", url_citation: { url: "https://a.example", title: "A" } };
export const cited = { type: "url_citation", url: "https://a.example", title: "A" };
