import type { GatewayError } from "../../../errors.ts";
import type { JsonObject } from "../../json/json-object.ts";
import type { Ask } from "../../model/ask.ts";
import type { Members } from "../../model/members.ts";
import { turnsFor } from "../../model/turns-for.ts";
import { messagesFor } from "./messages.ts";
import { writeParameters } from "./parameters.ts";
import { refusalOfAsk } from "./refusal.ts";
import { writeTools } from "./tool-fields.ts";
import { createToolNames, type ToolNames } from "./tool-names.ts";
import { offeredTools } from "./tools.ts";
import type { ChatTraits } from "./traits.ts";

export type EncodedChatRequest =
  | {
      readonly kind: "encoded";
      readonly fields: JsonObject;
      /** What was left out and why. */
      readonly warnings: readonly string[];
      /** Maps the names of calls in the answer to tools. */
      readonly names: ToolNames;
    }
  | { readonly kind: "refused"; readonly error: GatewayError };

/**
 * Encodes the body of https://platform.openai.com/docs/api-reference/chat/create for a model of a backend with these traits.
 */
export function encodeChatRequest(ask: Ask, model: string, traits: ChatTraits): EncodedChatRequest {
  const error = refusalOfAsk(ask, traits);
  if (error !== null) return { kind: "refused", error };
  const names = createToolNames();
  const parameters: string[] = [];
  const warnings: string[] = [];
  const fields: Members = { model };
  const offered = offeredTools(ask.tools, names, traits, warnings);
  fields.messages = messagesFor(turnsFor("openai", ask.turns, ask.words.turns, warnings), names, traits, warnings);
  const refused = writeTools(fields, ask, { offered, names, traits });
  if (refused !== null) return { kind: "refused", error: refused };
  writeParameters(fields, ask, traits, parameters);
  return {
    kind: "encoded",
    fields,
    warnings: parameters.length === 0 ? warnings : [...parameters, ...warnings],
    names,
  };
}
