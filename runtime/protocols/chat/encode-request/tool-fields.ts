import { type GatewayError, gatewayError } from "../../../errors.ts";
import { isObject } from "../../json/json-object.ts";
import { wordIn } from "../../json/read.ts";
import type { Ask } from "../../model/ask.ts";
import type { Members } from "../../model/members.ts";
import type { AllowedTool, ForeignChoice, ToolChoice, ToolReference } from "../../model/tool.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTool } from "./tools.ts";
import type { ChatTraits } from "./traits.ts";

export interface Offer {
  readonly offered: readonly ChatTool[];
  readonly names: ToolNames;
  readonly traits: ChatTraits;
}

/** Writes `tools`, `tool_choice` and `parallel_tool_calls`; returns why the choice is impossible, or null. */
export function writeTools(fields: Members, ask: Ask, offer: Offer): GatewayError | null {
  const chosen = ask.choice === null ? { tools: offer.offered } : chosenOf(ask.choice, offer);
  if (typeof chosen === "string") {
    return gatewayError("unsupported_parameter", `${ask.words.choice}: ${chosen}`, ask.words.choice);
  }
  // In chat, a choice without tools is an error.
  if (chosen.tools.length === 0) return null;
  fields.tools = chosen.tools.map(({ chat }) => chat);
  if (chosen.choice !== undefined) fields.tool_choice = chosen.choice;
  if (ask.parallelCalls !== null) fields.parallel_tool_calls = ask.parallelCalls;
  return null;
}

interface Chosen {
  readonly tools: readonly ChatTool[];
  readonly choice?: unknown;
}

/** The encoded choice, or why it is impossible. */
function chosenOf(choice: ToolChoice, offer: Offer): Chosen | string {
  const { offered, traits } = offer;
  switch (choice.kind) {
    case "one":
      return oneOf(choice.tool, offer);
    case "some":
      return someOf(choice.tools, choice.required, offer);
    case "foreign":
      return foreignChoice(choice, offer);
    default:
      return choice.kind === "required" && offered.length === 0
        ? `a tool is required, but none of those offered is available at ${traits.name}.`
        : { tools: offered, choice: choice.kind };
  }
}

function foreignChoice({ family, value }: ForeignChoice, { offered, traits }: Offer): Chosen | string {
  if (!isObject(value) && family === "openai") return { tools: offered, choice: value };
  const type = isObject(value) ? wordIn(value.type) : null;
  return `${type ?? "a tool without a type"} is not available at ${traits.name}.`;
}

/** The choice of one tool, with its kind and name in chat. */
function oneOf({ name, namespace }: ToolReference, { offered, names }: Offer): Chosen | string {
  const chatName = names.nameOf(name, namespace);
  const found = offered.find((tool) => tool.name === chatName);
  return found === undefined
    ? `no tool of the name "${name}" is offered.`
    : { tools: offered, choice: referenceTo(found) };
}

function referenceTo({ name, chat }: ChatTool): unknown {
  return chat.type === "custom" ? { type: "custom", custom: { name } } : { type: "function", function: { name } };
}

/** Servers that do not know allowed_tools are offered only the allowed tools. */
function someOf(allowed: readonly AllowedTool[], required: boolean, offer: Offer): Chosen | string {
  const { offered, traits } = offer;
  const meant = meantBy(allowed, offer);
  const some = offered.filter(({ tool, name }) => meant.names.has(name) || meant.namespaces.has(tool.namespace));
  const mode = required ? "required" : "auto";
  if (some.length === 0) {
    return required
      ? `a tool is required, but none of those allowed is available at ${traits.name}.`
      : { tools: offered, choice: "none" };
  }
  if (!traits.openAiServer) return { tools: some, choice: mode };
  return { tools: offered, choice: { type: "allowed_tools", allowed_tools: { mode, tools: some.map(referenceTo) } } };
}

interface Meant {
  /** In chat. */
  readonly names: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string | null>;
}

/** Both lists are as long as a client likes, so that each is read once. */
function meantBy(allowed: readonly AllowedTool[], { names }: Offer): Meant {
  const meant = { names: new Set<string>(), namespaces: new Set<string | null>() };
  for (const each of allowed) {
    if (each.kind === "namespace") meant.namespaces.add(each.name);
    else if (each.kind !== "foreign") meant.names.add(names.nameOf(each.name, each.namespace));
  }
  return meant;
}
