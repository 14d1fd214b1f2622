import { type GatewayError, gatewayError } from "../../../errors.ts";
import { isObject } from "../../json/json-object.ts";
import type { Ask } from "../../model/ask.ts";
import { membersOf } from "../../model/members.ts";
import type { ChatTraits } from "./traits.ts";

/** Why a chat backend cannot serve the request; null if it can, as far as can be seen without its tools. */
export function refusalOfAsk({ turns, extras }: Ask, { name }: ChatTraits): GatewayError | null {
  const { background, conversation, prompt } = membersOf(extras, "openai");
  if (background === true) {
    return refusal(`background: ${name} answers chat completions, which cannot run in the background.`, "background");
  }
  if ((conversation ?? null) !== null) {
    return refusal(`conversation: ${name} keeps no conversations. Send the items in input.`, "conversation");
  }
  if ((prompt ?? null) !== null) {
    return refusal(`prompt: ${name} keeps no prompt templates. Send instructions and input.`, "prompt");
  }
  for (const turn of turns) {
    if (turn.role !== "foreign") continue;
    const { place, value } = turn;
    if (isReference(value)) {
      return refusal(
        `${place}: ${name} keeps no items to refer to. Send the item itself (SDKs do with store: false).`,
        place,
      );
    }
    if (isObject(value) && String(value.type).includes("compaction")) {
      return refusal(`${place}: ${name} can neither compact a conversation nor read one that is.`, place);
    }
  }
  return null;
}

function refusal(message: string, param: string): GatewayError {
  return gatewayError("unsupported_parameter", message, param);
}

/** A reference to an item that the Responses API stores. */
function isReference(item: unknown): boolean {
  if (!isObject(item)) return false;
  return item.type === "item_reference" || ((item.type ?? null) === null && typeof item.id === "string");
}
