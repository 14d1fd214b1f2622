import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { jsonText } from "../../../sse/json-text.ts";
import type { AnswerTranslator } from "../../translation.ts";
import type { AnswerContext } from "../answer/answer-context.ts";
import { finishOf } from "../answer/finish.ts";
import { responseUsage, usageIn } from "../answer/usage.ts";
import { listOf, objectOf, wordOf } from "../json.ts";
import { eventWriter } from "./event-writer.ts";
import { streamedOutput } from "./output.ts";
import { type ResponseState, responseText } from "./response-text.ts";
import { errorOf, responseError, topMembers } from "./upstream-error.ts";

/** `chat.completion.chunk`s as the events of https://platform.openai.com/docs/api-reference/responses-streaming */
export function streamTranslator(id: string, context: AnswerContext): Omit<AnswerTranslator, "whole"> {
  const writer = eventWriter();
  const output = streamedOutput(writer, context);
  let tellResponse: ((state: ResponseState) => string) | null = null;
  let finishReason: string | null = null;
  let usage: JsonObject | null = null;
  let serviceTier: unknown = null;
  let spoken = false;
  let ended = false;

  const response = (changes: Partial<ResponseState>): string => {
    tellResponse ??= responseText(id, {}, context);
    const state = { status: "in_progress", error: null, incomplete_details: null, service_tier: serviceTier } as const;
    return `"response":${tellResponse({ ...state, output: [], usage: null, ...changes })}`;
  };

  const begin = (chunk: JsonObject): string => {
    tellResponse = responseText(id, chunk, context);
    const members = response({});
    return writer.event("response.created", members) + writer.event("response.in_progress", members);
  };

  const fail = (error: JsonObject): string => {
    ended = true;
    if (!spoken) {
      const members = { error, ...topMembers(error), sequence_number: writer.number() };
      return `event: error\ndata: {"type":"error",${jsonText(members).slice(1)}\n\n`;
    }
    const failed = {
      status: "failed",
      error: responseError(error),
      output: output.items(),
      usage: responseUsage(usage),
    } as const;
    return writer.event("response.failed", response(failed));
  };

  return {
    event(data, name) {
      if (ended) return "";
      const choices = data.choices;
      const choice = Array.isArray(choices) ? firstChoice(choices) : null;
      const error = errorOf(data, name, choice);
      if (error !== null) return fail(error);
      usage = usageIn(data, choice) ?? usage;
      if (data.service_tier !== undefined) serviceTier = data.service_tier;
      if (choice === null) return "";
      const began = tellResponse === null ? begin(data) : "";
      finishReason = wordOf(choice.finish_reason) ?? finishReason;
      const said = output.add(objectOf(choice.delta ?? choice.message), choice);
      if (said !== "") spoken = true;
      return began + said;
    },
    end(done = false) {
      // Without a reason to finish the answer was cut; but some servers tell its end by `[DONE]` alone.
      if (ended || (finishReason === null && !(done && tellResponse !== null))) return "";
      ended = true;
      const { status, incomplete_details } = finishOf(finishReason);
      const closed = output.close(status);
      const state = { status, incomplete_details, output: output.items(), usage: responseUsage(usage) };
      return closed + writer.event(`response.${status}`, response(state));
    },
  };
}

/** A Responses client has asked for one answer. */
function firstChoice(choices: readonly unknown[]): JsonObject | null {
  for (const choice of choices) if (isObject(choice) && (choice.index ?? 0) === 0) return choice;
  return listOf(choices).length > 0 ? IGNORED : null;
}

const IGNORED: JsonObject = {};
