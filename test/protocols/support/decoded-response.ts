/** What a response, or a stream of one, says, read into the model. */
import type { AnswerDecoder } from "../../../runtime/protocols/codec.ts";
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import { decodeResponse } from "../../../runtime/protocols/responses/decode-answer/decoder.ts";
import { type Passed, recordingSink } from "./recording-sink.ts";

export interface Decoding {
  readonly decoder: AnswerDecoder;
  readonly passed: readonly Passed[];
}

export function decoding(): Decoding {
  const { sink, passed } = recordingSink();
  return { decoder: decodeResponse(sink), passed };
}

/** null if it is no answer. */
export function ofWhole(response: JsonObject): readonly Passed[] | null {
  const { decoder, passed } = decoding();
  return decoder.whole(response) ? passed : null;
}

/** Of the items of a whole answer, between the head and the end. */
export function ofItems(...output: readonly unknown[]): readonly Passed[] {
  return (ofWhole({ output }) ?? []).slice(1, -1);
}

/** An event, without `response.` before its type. */
export type Event = readonly [type: string, members?: JsonObject];

export function ofEvents(...events: readonly Event[]): readonly Passed[] {
  const { decoder, passed } = decoding();
  for (const [type, members] of events) decoder.event({ type: `response.${type}`, ...members }, null);
  decoder.end("close");
  return passed;
}

export const tier = { family: "openai", members: { service_tier: "flex" } };
export const token = { token: "Hi", logprob: -1 };
