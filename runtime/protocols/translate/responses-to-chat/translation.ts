import type { Translation } from "../translation.ts";
import { answerTranslator } from "./answer/answer-translator.ts";
import { messagesOf } from "./request/messages.ts";
import { parametersOf } from "./request/parameters.ts";
import { refusalOf } from "./request/refusals.ts";
import { toolFields } from "./request/tool-choice.ts";
import { offeredTools } from "./request/tools.ts";
import { traitsOf } from "./request/traits.ts";

/**
 * A client of POST /v1/responses at a backend that speaks chat completions.
 * https://platform.openai.com/docs/api-reference/responses, https://platform.openai.com/docs/api-reference/chat
 */
export const responsesToChat: Translation = {
  request({ fields, model, backend, now, newId }) {
    const refusal = refusalOf(fields, backend.name);
    if (refusal !== null) return { kind: "refused", error: refusal };
    const traits = traitsOf(backend);
    const offered = offeredTools(fields, traits);
    const tools = toolFields(fields, offered, traits);
    if (tools.kind === "refused") return tools;
    const { messages, warnings } = messagesOf(fields, offered.names, traits);
    const parameters = parametersOf(fields, traits);
    return {
      kind: "translated",
      fields: { model, messages, ...tools.fields, ...parameters.fields },
      warnings: [...parameters.warnings, ...offered.warnings, ...warnings],
      back: answerTranslator({ fields, model, now, newId, names: offered.names }),
    };
  },
};
