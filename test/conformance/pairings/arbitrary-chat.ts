/** Any request that a client of chat completions may send, as far as what models can do goes. */
import fc from "fast-check";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { definite, file, imageUrl, name, optional, samplings, schema, text, unique } from "./arbitrary-parts.ts";

const textPart = fc.record({ type: fc.constant("text"), text });
const texts = fc.oneof(text, fc.array(textPart, { minLength: 1, maxLength: 3 }));
const detail = fc.constantFrom("auto", "low", "high");
const userPart = fc.oneof(
  textPart,
  fc.record({ type: fc.constant("image_url"), image_url: optional({ url: imageUrl }, { detail }) }),
  fc.record({ type: fc.constant("file"), file: fc.record({ filename: name, file_data: file }) }),
);
const user = fc.record({
  role: fc.constant("user"),
  content: fc.oneof(text, fc.array(userPart, { minLength: 1, maxLength: 3 })),
});
const instructing = fc.record({ role: fc.constantFrom("system", "developer"), content: texts });
const refusalPart = fc.record({ type: fc.constant("refusal"), refusal: text });
const saying = fc.oneof(
  fc.record({ role: fc.constant("assistant"), content: text }),
  fc.record({
    role: fc.constant("assistant"),
    content: fc.array(fc.oneof(textPart, refusalPart), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ role: fc.constant("assistant"), content: fc.constant(null), refusal: text }),
);

const calling = (customTools: boolean): fc.Arbitrary<readonly Json[]> =>
  fc
    .record({
      content: fc.option(text),
      thoughts: fc.option(text),
      calls: fc.array(fc.record({ custom: fc.boolean(), name, input: text, result: texts }), {
        minLength: 1,
        maxLength: 3,
      }),
      turned: fc.boolean(),
    })
    .map(({ content, thoughts, calls, turned }) => {
      const tool_calls = calls.map(({ custom, name, input }) =>
        custom && customTools
          ? { id: unique("call_"), type: "custom", custom: { name, input } }
          : { id: unique("call_"), type: "function", function: { name, arguments: JSON.stringify({ input }) } },
      );
      const results = calls.map(({ result }, i) => ({
        role: "tool",
        tool_call_id: tool_calls[i]?.id,
        content: result,
      }));
      const message = {
        role: "assistant",
        content,
        ...(thoughts !== null && { reasoning_content: thoughts }),
        tool_calls,
      };
      return [message, ...(turned ? results.reverse() : results)];
    });

const turn = (customTools: boolean): fc.Arbitrary<readonly Json[]> =>
  fc.oneof(
    fc.tuple(user),
    fc.tuple(user, saying),
    fc.tuple(instructing),
    fc.tuple(user, calling(customTools)).map(([first, rest]) => [first, ...rest]),
  );

const functionTool = fc.record({
  type: fc.constant("function"),
  function: fc.oneof(
    optional(
      { name },
      { description: text, parameters: fc.constant({ type: "object", properties: {} }), strict: fc.constant(false) },
    ),
    fc.record({ name, parameters: schema, strict: fc.boolean() }),
  ),
});
const grammar = fc.record({
  type: fc.constant("grammar"),
  grammar: fc.record({ syntax: fc.constantFrom("lark", "regex"), definition: text }),
});
const customTool = fc.record({
  type: fc.constant("custom"),
  custom: optional({ name }, { description: text, format: fc.oneof(grammar, fc.constant({ type: "text" })) }),
});

const tooling = (customTools: boolean) =>
  fc
    .record({
      tools: fc.uniqueArray(customTools ? fc.oneof(functionTool, customTool) : functionTool, {
        minLength: 1,
        maxLength: 4,
        selector: (tool: Json) => (tool[tool.type as string] as Json).name,
      }),
      choice: fc.option(fc.constantFrom("auto", "none", "required", "named")),
      parallel: fc.option(fc.boolean()),
    })
    .map(({ tools, choice, parallel }) => {
      const [tool = {}] = tools as readonly Json[];
      const kind = String(tool.type);
      const named = { type: kind, [kind]: { name: (tool[kind] as Json).name } };
      return {
        tools,
        ...(choice !== null && { tool_choice: choice === "named" ? named : choice }),
        ...(parallel !== null && { parallel_tool_calls: parallel }),
      };
    });

const format = fc.oneof(
  fc.constant({ type: "text" }),
  fc.record({ type: fc.constant("json_schema"), json_schema: fc.record({ name, schema, strict: fc.boolean() }) }),
);
const streaming = fc.constantFrom({}, { stream: true }, { stream: true, stream_options: { include_usage: true } });
const likely = fc.constantFrom({}, { logprobs: true }, { logprobs: true, top_logprobs: 3 });
const stored = fc.constantFrom({}, { store: true, metadata: { a: "b" } }, { store: false });

export function chatRequests(customTools: boolean): fc.Arbitrary<Json> {
  const messages = fc.array(turn(customTools), { minLength: 1, maxLength: 5 }).map((turns) => turns.flat());
  const more = { max_completion_tokens: fc.integer({ min: 16, max: 9999 }), response_format: format, ...samplings };
  const verbosity = fc.constantFrom("low", "medium", "high");
  const reasoning_effort = fc.constantFrom("none", "minimal", "low", "high", "xhigh");
  return fc
    .tuple(
      optional({ model: fc.constant("m"), messages }, { ...more, verbosity, reasoning_effort }),
      fc.option(tooling(customTools)),
      streaming,
      likely,
      stored,
    )
    .map((parts) => definite(parts));
}
