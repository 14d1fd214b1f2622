/** What `POST /chat/completions` takes. */

import { chatHistory } from "./chat-history.ts";
import {
  dataUrl,
  effort,
  imageUrl,
  retention,
  speaksOfJson,
  strictSchema,
  tier,
  toolName,
  verbosity,
} from "./common-rules.ts";
import { invalid } from "./fault.ts";
import {
  anything,
  boolean,
  integer,
  isObject,
  type Json,
  jsonObject,
  list,
  metadata,
  number,
  object,
  optional,
  type Rule,
  string,
  tagged,
  textOr,
  words,
} from "./rules.ts";

const type = string;
const textPart = object({ type, text: string });
const refusalPart = object({ type, refusal: string });
const texts = textOr(list(tagged("type", { text: textPart }), 1));
const userPart = tagged("type", {
  text: textPart,
  image_url: object({ type, image_url: object({ url: imageUrl }, { detail: words("auto", "low", "high") }) }),
  input_audio: object({ type, input_audio: object({ data: string, format: words("wav", "mp3") }) }),
  file: object({ type, file: object({}, { file_data: dataUrl, file_id: string, filename: string }) }),
});
const functionCall = object({ name: string, arguments: string });
const toolCall = tagged("type", {
  function: object({ id: string, type, function: functionCall }),
  custom: object({ id: string, type, custom: object({ name: string, input: string }) }),
});

const role = string;
const message = tagged("role", {
  developer: object({ role, content: texts }, { name: string }),
  system: object({ role, content: texts }, { name: string }),
  user: object({ role, content: textOr(list(userPart, 1)) }, { name: string }),
  assistant: object(
    { role },
    {
      content: optional(textOr(list(tagged("type", { text: textPart, refusal: refusalPart }), 1))),
      refusal: optional(string),
      name: string,
      annotations: anything,
      audio: optional(object({ id: string })),
      function_call: optional(functionCall),
      tool_calls: list(toolCall, 1),
      // What servers that show their reasoning send, and some of them expect back.
      reasoning_content: optional(string),
    },
  ),
  tool: object({ role, content: texts, tool_call_id: string }),
  function: object({ role, name: string, content: optional(string) }),
});

const definition = object(
  { name: toolName },
  { description: string, parameters: jsonObject, strict: optional(boolean) },
);
const grammar = object({ definition: string, syntax: words("lark", "regex") });
const customTool = object({
  type,
  custom: object(
    { name: toolName },
    { description: string, format: tagged("type", { text: object({ type }), grammar: object({ type, grammar }) }) },
  ),
});
const functionTool = object({ type, function: definition });
const named = object({ name: string });
const toolChoice: Rule = (value, param) =>
  typeof value === "string"
    ? words("none", "auto", "required")(value, param)
    : tagged("type", {
        function: object({ type, function: named }),
        custom: object({ type, custom: named }),
        allowed_tools: object({
          type,
          allowed_tools: object({ mode: words("auto", "required"), tools: list(jsonObject, 1) }),
        }),
      })(value, param);

const jsonSchema = object({ name: toolName }, { description: string, schema: jsonObject, strict: optional(boolean) });
const format = tagged("type", {
  text: object({ type }),
  json_object: object({ type }),
  json_schema: object({ type, json_schema: jsonSchema }),
});

const body = (customTools: boolean) =>
  object(
    { model: string, messages: list(message, 1) },
    {
      audio: optional(jsonObject),
      frequency_penalty: optional(number(-2, 2)),
      function_call: textOr(named),
      functions: list(object({ name: toolName }, { description: string, parameters: jsonObject }), 1),
      logit_bias: optional(jsonObject),
      logprobs: optional(boolean),
      max_completion_tokens: optional(integer(1)),
      max_tokens: optional(integer(1)),
      metadata: optional(metadata),
      modalities: optional(list(words("text", "audio"), 1)),
      n: optional(integer(1, 128)),
      parallel_tool_calls: boolean,
      prediction: optional(jsonObject),
      presence_penalty: optional(number(-2, 2)),
      prompt_cache_key: optional(string),
      prompt_cache_retention: optional(retention),
      reasoning_effort: optional(effort),
      response_format: format,
      safety_identifier: optional(string),
      seed: optional(integer(Number.MIN_SAFE_INTEGER)),
      service_tier: optional(tier),
      stop: optional(textOr(list(string, 1))),
      store: optional(boolean),
      stream: optional(boolean),
      stream_options: optional(object({}, { include_usage: boolean, include_obfuscation: boolean })),
      temperature: optional(number(0, 2)),
      tool_choice: toolChoice,
      tools: list(tagged("type", { function: functionTool, ...(customTools && { custom: customTool }) }), 1),
      top_logprobs: optional(integer(0, 20)),
      top_p: optional(number(0, 1)),
      user: string,
      verbosity: optional(verbosity),
      web_search_options: jsonObject,
    },
  );
const bodies = { all: body(true), functionsOnly: body(false) };

/** Fails with the API's own 400 unless a body is right. `customTools`: whether the server knows them. */
export function checkChat(fields: Json, customTools: boolean): void {
  (customTools ? bodies.all : bodies.functionsOnly)(fields, "");
  chatHistory(fields.messages as readonly Json[]);
  combinations(fields);
  const tools = (fields.tools ?? []) as readonly Json[];
  tools.forEach((tool, i) => {
    const own = isObject(tool.function) ? tool.function : {};
    if (own.strict === true)
      strictSchema(
        own.parameters,
        `tools[${i}].function.parameters`,
        `function '${own.name}'`,
        "invalid_function_parameters",
      );
  });
  const asked = isObject(fields.response_format) ? fields.response_format : {};
  if (asked.type === "json_object") speaksOfJson(fields.messages, "messages");
  if (isObject(asked.json_schema) && asked.json_schema.strict === true)
    strictSchema(
      asked.json_schema.schema,
      "response_format",
      `response_format '${asked.json_schema.name}'`,
      "invalid_json_schema",
    );
}

/** Parameters that are right alone and wrong together. */
function combinations(fields: Json): void {
  const only = (name: string, other: string) =>
    invalid(`Invalid value for '${name}': '${name}' is only allowed when '${other}' are specified.`, name);
  if (fields.tools === undefined) {
    if (fields.tool_choice !== undefined) throw only("tool_choice", "tools");
    if (fields.parallel_tool_calls !== undefined) throw only("parallel_tool_calls", "tools");
  }
  if (fields.stream_options != null && fields.stream !== true)
    throw invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
  if (fields.top_logprobs != null && fields.logprobs !== true)
    throw invalid("'top_logprobs' is only allowed when 'logprobs' is enabled.", "top_logprobs");
  if (fields.metadata != null && fields.store !== true)
    throw invalid("The 'metadata' parameter is only allowed when 'store' is enabled.", "metadata");
  if (fields.max_tokens != null && fields.max_completion_tokens != null)
    throw invalid(
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
      "max_tokens",
      "invalid_parameter_combination",
    );
  const choice = isObject(fields.tool_choice) ? fields.tool_choice : {};
  const wanted = isObject(choice.function)
    ? choice.function.name
    : isObject(choice.custom)
      ? choice.custom.name
      : undefined;
  const offered = ((fields.tools ?? []) as readonly Json[]).map((tool) => (tool[tool.type as string] as Json).name);
  if (wanted !== undefined && !offered.includes(wanted))
    throw invalid(`Tool choice '${wanted}' not found in 'tools' parameter.`, "tool_choice");
}
