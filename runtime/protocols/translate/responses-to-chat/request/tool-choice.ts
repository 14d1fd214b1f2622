import { type GatewayError, gatewayError } from "../../../../errors.ts";
import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { listOf, objectOf, textOf, wordOf } from "../json.ts";
import type { OfferedTool, OfferedTools } from "./tools.ts";
import type { ChatTraits } from "./traits.ts";

/** `tools`, `tool_choice` and `parallel_tool_calls` of the chat body, or why the choice cannot be kept. */
export type ToolFields =
  | { readonly kind: "fields"; readonly fields: JsonObject }
  | { readonly kind: "refused"; readonly error: GatewayError };

const NONE: ToolFields = { kind: "fields", fields: {} };

export function toolFields(fields: JsonObject, offered: OfferedTools, traits: ChatTraits): ToolFields {
  const { tool_choice: choice, parallel_tool_calls: parallel } = fields;
  const shared = typeof parallel === "boolean" ? { parallel_tool_calls: parallel } : {};
  const give: Give = (tools, toolChoice) => {
    // A choice without tools is an error in chat.
    if (tools.length === 0) return NONE;
    const chosen = toolChoice === undefined ? {} : { tool_choice: toolChoice };
    return { kind: "fields", fields: { tools: tools.map(({ chat }) => chat), ...chosen, ...shared } };
  };
  if (choice === undefined || choice === null) return give(offered.tools, undefined);
  if (!isObject(choice)) {
    const forced = choice === "required" && offered.tools.length === 0;
    return forced
      ? refused(traits, (name) => `a tool is required, but none of those offered is available at ${name}.`)
      : give(offered.tools, choice);
  }
  switch (choice.type) {
    case "function":
    case "custom":
      return named(choice, offered, traits, give);
    case "allowed_tools":
      return allowed(choice, offered, traits, give);
    default:
      return refused(
        traits,
        (name) => `${wordOf(choice.type) ?? "a tool without a type"} is not available at ${name}.`,
      );
  }
}

function refused({ name }: ChatTraits, why: (backend: string) => string): ToolFields {
  return { kind: "refused", error: gatewayError("unsupported_parameter", `tool_choice: ${why(name)}`, "tool_choice") };
}

type Give = (tools: readonly OfferedTool[], toolChoice: unknown) => ToolFields;

/** The choice of one tool: in chat, under the kind and the name that the tool has there. */
function named(choice: JsonObject, offered: OfferedTools, traits: ChatTraits, give: Give): ToolFields {
  const inner = objectOf(choice[textOf(choice.type)]);
  const name = wordOf(choice.name) ?? textOf(inner.name);
  const chatName = offered.names.nameOf(name, wordOf(choice.namespace));
  const offer = offered.tools.find(({ chat }) => nameIn(chat) === chatName);
  if (offer === undefined) return refused(traits, () => `no tool of the name "${name}" is offered.`);
  const type = textOf(offer.chat.type);
  return give(offered.tools, { type, [type]: { name: chatName } });
}

function nameIn(chat: JsonObject): unknown {
  return objectOf(chat[textOf(chat.type)]).name;
}

/** Servers that do not know allowed_tools are offered no other tools. */
function allowed(choice: JsonObject, offered: OfferedTools, traits: ChatTraits, give: Give): ToolFields {
  const wanted = listOf(choice.tools).filter(isObject);
  const some = offered.tools.filter((tool) => wanted.some((each) => isMeant(each, tool, offered)));
  const mode = choice.mode === "required" ? "required" : "auto";
  if (some.length === 0) {
    return mode === "required"
      ? refused(traits, (name) => `a tool is required, but none of those allowed is available at ${name}.`)
      : give(offered.tools, "none");
  }
  if (!traits.openAiServer) return give(some, mode);
  const tools = some.map(({ chat }) => ({ type: chat.type, [textOf(chat.type)]: { name: nameIn(chat) } }));
  return give(offered.tools, { type: "allowed_tools", allowed_tools: { mode, tools } });
}

/** An entry may name a tool, or a namespace and so all tools in it. */
function isMeant(entry: JsonObject, { identity, chat }: OfferedTool, { names }: OfferedTools): boolean {
  if (entry.type === "namespace") return identity.namespace !== null && entry.name === identity.namespace;
  if (entry.type !== "function" && entry.type !== "custom") return false;
  return names.nameOf(textOf(entry.name), wordOf(entry.namespace)) === nameIn(chat);
}
