import type { JsonObject } from "../../json/json-object.ts";
import type { AnswerHead } from "../../model/answer-sink.ts";
import type { AnswerOptions } from "./answer-options.ts";

/** The members that the answer, or all chunks of a stream, have in common. */
export function headOf(head: AnswerHead | null, object: string, { model, now, newId }: AnswerOptions): JsonObject {
  return { id: `chatcmpl-${newId()}`, object, created: head?.created ?? now, model: head?.model ?? model };
}
