/** What `POST /responses` takes. */
import { effort, retention, speaksOfJson, strictSchema, tier, toolName, verbosity } from "./common-rules.ts";
import { invalid } from "./fault.ts";
import { responsesHistory } from "./responses-history.ts";
import { inputItem } from "./responses-input.ts";
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
const grammar = tagged("type", {
  text: object({ type }),
  grammar: object({ type, definition: string, syntax: words("lark", "regex") }),
});
const more = { description: optional(string), defer_loading: boolean, output_schema: optional(jsonObject) };
const customTool = object({ type, name: toolName }, { ...more, format: grammar });
const hosted = Object.fromEntries(
  [
    "web_search",
    "web_search_preview",
    "file_search",
    "code_interpreter",
    "image_generation",
    "mcp",
    "local_shell",
    "shell",
    "apply_patch",
    "computer_use_preview",
    "tool_search",
  ].map((name) => [name, anything]),
);
const tool = tagged("type", {
  // Left out, `strict` is true here and false in chat completions: a request has to name it.
  function: object({ type, name: toolName, parameters: optional(jsonObject), strict: optional(boolean) }, more),
  custom: customTool,
  namespace: object({
    type,
    name: toolName,
    description: string,
    tools: list(
      tagged("type", {
        function: object(
          { type, name: toolName },
          { ...more, parameters: optional(jsonObject), strict: optional(boolean) },
        ),
        custom: customTool,
      }),
      1,
    ),
  }),
  ...hosted,
});

const toolChoice: Rule = (value, param) =>
  typeof value === "string"
    ? words("none", "auto", "required")(value, param)
    : tagged("type", {
        function: object({ type, name: string }, { namespace: string }),
        custom: object({ type, name: string }, { namespace: string }),
        allowed_tools: object({ type, mode: words("auto", "required"), tools: list(jsonObject, 1) }),
        ...hosted,
      })(value, param);

const format = tagged("type", {
  text: object({ type }),
  json_object: object({ type }),
  json_schema: object({ type, name: toolName, schema: jsonObject }, { description: string, strict: optional(boolean) }),
});

const summary = words("auto", "concise", "detailed");
const body = object(
  { model: string, input: textOr(list(inputItem, 1)) },
  {
    background: optional(boolean),
    conversation: optional(textOr(object({ id: string }))),
    include: optional(
      list(
        words(
          "file_search_call.results",
          "web_search_call.results",
          "web_search_call.action.sources",
          "message.input_image.image_url",
          "computer_call_output.output.image_url",
          "code_interpreter_call.outputs",
          "reasoning.encrypted_content",
          "message.output_text.logprobs",
        ),
      ),
    ),
    instructions: optional(string),
    max_output_tokens: optional(integer(16)),
    max_tool_calls: optional(integer(1)),
    metadata: optional(metadata),
    parallel_tool_calls: optional(boolean),
    previous_response_id: optional(string),
    prompt: optional(jsonObject),
    prompt_cache_key: optional(string),
    prompt_cache_retention: optional(retention),
    reasoning: optional(
      object(
        {},
        {
          effort: optional(effort),
          summary: optional(summary),
          generate_summary: optional(summary),
          context: optional(string),
        },
      ),
    ),
    safety_identifier: optional(string),
    service_tier: optional(tier),
    store: optional(boolean),
    stream: optional(boolean),
    stream_options: optional(object({}, { include_obfuscation: boolean })),
    temperature: optional(number(0, 2)),
    text: object({}, { format, verbosity: optional(verbosity) }),
    tool_choice: toolChoice,
    tools: list(tool),
    top_logprobs: optional(integer(0, 20)),
    top_p: optional(number(0, 1)),
    truncation: optional(words("auto", "disabled")),
    user: string,
  },
);

/** Fails with the API's own 400 unless a body is right. */
export function checkResponses(fields: Json): void {
  body(fields, "");
  const continued = fields.previous_response_id != null;
  if (Array.isArray(fields.input)) responsesHistory(fields.input as readonly Json[], continued);
  if (fields.stream_options != null && fields.stream !== true)
    throw invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
  if (
    /^gpt-4/.test(String(fields.model)) &&
    ((fields.include ?? []) as readonly unknown[]).includes("reasoning.encrypted_content")
  )
    throw invalid("Encrypted content is not supported with this model.", "include");
  const tools = (fields.tools ?? []) as readonly Json[];
  tools.forEach((each, i) => {
    if (each.strict === true)
      strictSchema(each.parameters, `tools[${i}].parameters`, `function '${each.name}'`, "invalid_function_parameters");
  });
  const choice = isObject(fields.tool_choice) ? fields.tool_choice : {};
  const offered = tools.flatMap((each) => [
    each,
    ...((each.type === "namespace" ? each.tools : []) as readonly Json[]),
  ]);
  if ((choice.type === "function" || choice.type === "custom") && !offered.some(({ name }) => name === choice.name))
    throw invalid(`Tool choice '${choice.type}' not found in 'tools' parameter.`, "tool_choice");
  if (fields.tool_choice === "required" && tools.length === 0)
    throw invalid("Tool choice 'required' must be specified with 'tools' parameter.", "tool_choice");
  const asked = isObject(fields.text) && isObject(fields.text.format) ? fields.text.format : {};
  // What instructions say of it does not count.
  if (asked.type === "json_object") speaksOfJson(fields.input, "input");
  if (asked.strict === true)
    strictSchema(asked.schema, "text.format.schema", `response_format '${asked.name}'`, "invalid_json_schema");
}
