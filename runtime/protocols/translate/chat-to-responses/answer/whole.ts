import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import type { Wishes } from "../request/wishes.ts";
import { errorOfResponse } from "./error.ts";
import { finishReasonOf } from "./finish.ts";
import { growingMessage } from "./message.ts";
import { createOutput } from "./output.ts";
import { usageOf } from "./usage.ts";

/** A response as a chat completion, or as its error; null for what is no response that came to its end. */
export function translateWhole(response: JsonObject, wishes: Wishes): JsonObject | null {
  const error = errorOfResponse(response);
  if (error !== null) return error;
  if (!Array.isArray(response.output) || response.status === "in_progress" || response.status === "queued") return null;
  const message = growingMessage(wishes.legacy);
  const output = createOutput(message, wishes.newId);
  output.settle(response.output);
  const usage = usageOf(response.usage);
  return {
    ...headOf(response, wishes),
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: message.message(),
        logprobs: message.logprobs(),
        finish_reason: finishReasonOf(response, output.called, wishes),
      },
    ],
    ...(usage === null ? {} : { usage }),
    ...tierOf(response),
  };
}

/** What the answer and each chunk of a stream say of themselves. */
export function headOf(response: unknown, { model, now, newId }: Wishes): JsonObject {
  const said = isObject(response) ? response : {};
  return {
    id: `chatcmpl-${newId()}`,
    created: typeof said.created_at === "number" ? Math.floor(said.created_at) : now,
    model: typeof said.model === "string" ? said.model : model,
  };
}

export function tierOf({ service_tier: tier }: JsonObject): JsonObject {
  return typeof tier === "string" ? { service_tier: tier } : {};
}
