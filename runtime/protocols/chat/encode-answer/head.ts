import type { AnswerHead } from "../../model/answer-sink.ts";
import type { JsonObject } from "../../sse/json-object.ts";
import type { AnswerOptions } from "./answer-options.ts";

/** What the answer, and each chunk of a stream, has in common. */
export function headOf(head: AnswerHead | null, object: string, { model, now, newId }: AnswerOptions): JsonObject {
  return { id: `chatcmpl-${newId()}`, object, created: head?.created ?? now, model: head?.model ?? model };
}
