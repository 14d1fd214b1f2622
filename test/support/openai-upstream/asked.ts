/** A request as a model sees it, whichever protocol brought it. */
import { isObject, type Json } from "./rules.ts";

export interface Asked {
  readonly protocol: "chat" | "responses";
  readonly model: string;
  readonly fields: Json;
  readonly tools: readonly Offered[];
  /** What came of calls, in the order of the conversation. */
  readonly results: readonly Result[];
  readonly images: readonly { readonly url: string; readonly detail: string | null }[];
  readonly files: readonly { readonly name: string | null; readonly data: string | null }[];
  /** The JSON Schema that the answer has to keep to. */
  readonly schema: unknown;
  readonly logprobs: boolean;
  /** Whether it offers `functions`, as clients did before there were tools. */
  readonly legacy: boolean;
}

export interface Offered {
  readonly kind: "function" | "custom";
  readonly name: string;
  readonly namespace: string | null;
  /** The tool as it was put. */
  readonly fields: Json;
}

export interface Result {
  readonly callId: string;
  readonly text: string;
}

export function askedBy(protocol: "chat" | "responses", fields: Json): Asked {
  return protocol === "chat" ? inChat(fields) : inResponses(fields);
}

function inChat(fields: Json): Asked {
  const messages = listOf(fields.messages);
  const parts = messages.flatMap(({ content }) => listOf(content));
  const member = (part: Json, name: string): Json => (isObject(part[name]) ? (part[name] as Json) : {});
  return {
    protocol: "chat",
    model: String(fields.model),
    fields,
    tools: [
      ...listOf(fields.tools).map((tool): Offered => {
        const kind = tool.type === "custom" ? "custom" : "function";
        const own = member(tool, kind);
        return { kind, name: String(own.name), namespace: null, fields: own };
      }),
      ...listOf(fields.functions).map(
        (own): Offered => ({
          kind: "function",
          name: String(own.name),
          namespace: null,
          fields: own,
        }),
      ),
    ],
    results: messages
      .filter(({ role }) => role === "tool" || role === "function")
      .map(({ tool_call_id, name, content }) => ({ callId: String(tool_call_id ?? name), text: textOf(content) })),
    images: parts
      .filter(({ type }) => type === "image_url")
      .map((part) => ({
        url: String(member(part, "image_url").url),
        detail: stringOf(member(part, "image_url").detail),
      })),
    files: parts
      .filter(({ type }) => type === "file")
      .map((part) => ({
        name: stringOf(member(part, "file").filename),
        data: stringOf(member(part, "file").file_data),
      })),
    schema: member(member(fields, "response_format"), "json_schema").schema,
    logprobs: fields.logprobs === true,
    legacy: fields.functions !== undefined,
  };
}

function inResponses(fields: Json): Asked {
  const items = listOf(fields.input);
  const parts = items.flatMap(({ content }) => listOf(content));
  const outputs = items.filter(({ type }) => type === "function_call_output" || type === "custom_tool_call_output");
  const format = isObject(fields.text) && isObject(fields.text.format) ? fields.text.format : {};
  return {
    protocol: "responses",
    model: String(fields.model),
    fields,
    tools: listOf(fields.tools).flatMap((tool) =>
      tool.type === "namespace"
        ? listOf(tool.tools).flatMap((each) => offered(each, String(tool.name)))
        : offered(tool, null),
    ),
    results: outputs.map(({ call_id, output }) => ({ callId: String(call_id), text: textOf(output) })),
    images: [...parts, ...outputs.flatMap(({ output }) => listOf(output))]
      .filter(({ type }) => type === "input_image")
      .map(({ image_url, detail }) => ({ url: String(image_url), detail: stringOf(detail) })),
    files: parts
      .filter(({ type }) => type === "input_file")
      .map(({ filename, file_data }) => ({ name: stringOf(filename), data: stringOf(file_data) })),
    schema: format.schema,
    logprobs: listOf(fields.include, String).includes("message.output_text.logprobs"),
    legacy: false,
  };
}

function offered(tool: Json, namespace: string | null): readonly Offered[] {
  if (tool.type !== "function" && tool.type !== "custom") return [];
  return [{ kind: tool.type, name: String(tool.name), namespace, fields: tool }];
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return listOf(content)
    .map(({ text }) => (typeof text === "string" ? text : ""))
    .join("");
}

function stringOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function listOf(value: unknown): readonly Json[];
function listOf<T>(value: unknown, each: (value: unknown) => T): readonly T[];
function listOf(
  value: unknown,
  each: (value: unknown) => unknown = (item) => (isObject(item) ? item : {}),
): readonly unknown[] {
  return Array.isArray(value) ? value.map(each) : [];
}
