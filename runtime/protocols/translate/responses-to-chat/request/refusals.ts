import { type GatewayError, gatewayError } from "../../../../errors.ts";
import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { listOf } from "../json.ts";

/** Why a chat backend cannot do what a request asks for; null where it can, as far as its fields say. */
export function refusalOf(fields: JsonObject, backend: string): GatewayError | null {
  const refuse = (why: string, param: string): GatewayError => gatewayError("unsupported_parameter", why, param);
  if (fields.background === true) {
    return refuse(`background: ${backend} answers chat completions, which cannot run in the background.`, "background");
  }
  if ((fields.conversation ?? null) !== null) {
    return refuse(`conversation: ${backend} keeps no conversations. Send the items in input.`, "conversation");
  }
  if ((fields.prompt ?? null) !== null) {
    return refuse(`prompt: ${backend} keeps no prompt templates. Send instructions and input.`, "prompt");
  }
  const index = listOf(fields.input).findIndex(isReference);
  if (index < 0) return null;
  const why = `input[${index}]: ${backend} keeps no items to refer to. Send the item itself (SDKs do with store: false).`;
  return refuse(why, `input[${index}]`);
}

function isReference(item: unknown): boolean {
  if (!isObject(item)) return false;
  return (
    item.type === "item_reference" ||
    ((item.type ?? null) === null && item.role === undefined && typeof item.id === "string")
  );
}
