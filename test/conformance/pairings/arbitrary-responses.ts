/** Any request that a client of the Responses API may send, as far as chat completions have a place for it. */
import fc from "fast-check";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { definite, file, imageUrl, name, optional, samplings, schema, text, unique } from "./arbitrary-parts.ts";

const textPart = fc.record({ type: fc.constant("input_text"), text });
const userPart = fc.oneof(
  textPart,
  optional(
    { type: fc.constant("input_image"), image_url: imageUrl },
    { detail: fc.constantFrom("auto", "low", "high", "original") },
  ),
  fc.record({ type: fc.constant("input_file"), filename: name, file_data: file }),
);
const type = { type: fc.constant("message") };
const user = optional(
  { role: fc.constant("user"), content: fc.oneof(text, fc.array(userPart, { minLength: 1, maxLength: 3 })) },
  type,
);
const instructing = optional(
  {
    role: fc.constantFrom("system", "developer"),
    content: fc.oneof(text, fc.array(textPart, { minLength: 1, maxLength: 2 })),
  },
  type,
);
const outputText = optional({ type: fc.constant("output_text"), text }, { annotations: fc.constant([]) });
const refusal = fc.record({ type: fc.constant("refusal"), refusal: text });
const saying = fc.oneof(
  optional({ role: fc.constant("assistant"), content: text }, type),
  fc
    .array(fc.oneof(outputText, refusal), { minLength: 1, maxLength: 2 })
    .map((content) => ({ type: "message", id: unique("msg_"), status: "completed", role: "assistant", content })),
);
const thinking = optional(
  {
    type: fc.constant("reasoning"),
    summary: fc.array(fc.record({ type: fc.constant("summary_text"), text }), { maxLength: 2 }),
  },
  { encrypted_content: text },
).map((item) => ({ ...item, id: unique("rs_") }));

const calling: fc.Arbitrary<readonly Json[]> = fc
  .record({
    thoughts: fc.option(thinking),
    words: fc.option(saying),
    calls: fc.array(
      fc.record({
        custom: fc.boolean(),
        name,
        input: text,
        namespace: fc.option(name),
        result: fc.oneof(text, fc.array(textPart, { minLength: 1, maxLength: 2 })),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    order: fc.constantFrom("calls first", "turned", "one by one"),
  })
  .map(({ thoughts, words, calls, order }) => {
    const pairs = calls.map(({ custom, name, input, namespace, result: output }) => {
      const call_id = unique("call_");
      const head = { call_id, name, ...(namespace !== null && { namespace }) };
      return custom
        ? [
            { type: "custom_tool_call", id: unique("ctc_"), ...head, input },
            { type: "custom_tool_call_output", call_id, output },
          ]
        : [
            {
              type: "function_call",
              id: unique("fc_"),
              ...head,
              arguments: JSON.stringify({ input }),
              status: "completed",
            },
            { type: "function_call_output", call_id, output },
          ];
    });
    const made = pairs.map(([call]) => call as Json);
    const came = pairs.map(([, output]) => output as Json);
    const items =
      order === "one by one" ? (pairs.flat() as Json[]) : [...made, ...(order === "turned" ? came.reverse() : came)];
    return [...(thoughts === null ? [] : [thoughts]), ...(words === null ? [] : [words]), ...items];
  });

const turn: fc.Arbitrary<readonly Json[]> = fc.oneof(
  fc.tuple(user),
  fc.tuple(user, saying),
  fc.tuple(user, thinking, saying),
  fc.tuple(instructing),
  fc.tuple(user, calling).map(([first, rest]) => [first, ...rest]),
);

const described = { description: text };
const functionTool = fc.oneof(
  optional({ type: fc.constant("function"), name, parameters: schema, strict: fc.boolean() }, described),
  optional(
    { type: fc.constant("function"), name, parameters: fc.constant(null), strict: fc.constant(null) },
    described,
  ),
);
const grammar = fc.record({ type: fc.constant("grammar"), syntax: fc.constantFrom("lark", "regex"), definition: text });
const customTool = optional(
  { type: fc.constant("custom"), name },
  { ...described, format: fc.oneof(grammar, fc.constant({ type: "text" })) },
);
const namespace = fc.record({
  type: fc.constant("namespace"),
  name,
  description: text,
  tools: fc.uniqueArray(fc.oneof(functionTool, customTool), {
    minLength: 1,
    maxLength: 2,
    selector: (tool: Json) => tool.name,
  }),
});
const tooling = fc
  .record({
    tools: fc.uniqueArray(fc.oneof(functionTool, functionTool, customTool, namespace), {
      maxLength: 4,
      selector: (tool: Json) => tool.name,
    }),
    choice: fc.option(fc.constantFrom("auto", "none", "required", "named")),
    parallel: fc.option(fc.boolean()),
  })
  .map(({ tools, choice, parallel }) => {
    const first = tools.find(({ type }) => type !== "namespace");
    const kept = choice === "named" ? (first ? { type: first.type, name: first.name } : "auto") : choice;
    return {
      tools,
      ...(kept !== null && (kept !== "required" || tools.length > 0) && { tool_choice: kept }),
      ...(parallel !== null && { parallel_tool_calls: parallel }),
    };
  });

const format = fc.oneof(
  fc.constant({ type: "text" }),
  fc.record({ type: fc.constant("json_schema"), name, schema, strict: fc.boolean() }),
);
const textual = optional({}, { format, verbosity: fc.constantFrom("low", "high") });
const reasoning = optional(
  {},
  { effort: fc.constantFrom("none", "low", "xhigh"), summary: fc.constantFrom("auto", "detailed") },
);
const likely = fc.constantFrom(
  {},
  { include: ["message.output_text.logprobs"], top_logprobs: 2 },
  { include: ["reasoning.encrypted_content"] },
);
const stored = fc.constantFrom({}, { store: true, metadata: { a: "b" } }, { store: false }, { metadata: { a: "b" } });

export function responsesRequests(): fc.Arbitrary<Json> {
  const input = fc.oneof(
    text,
    fc.array(turn, { minLength: 1, maxLength: 5 }).map((turns) => turns.flat()),
  );
  const more = {
    instructions: fc.option(text),
    max_output_tokens: fc.integer({ min: 16, max: 9999 }),
    text: textual,
    reasoning,
    stream: fc.boolean(),
    ...samplings,
  };
  return fc
    .tuple(optional({ model: fc.constant("m"), input }, more), fc.option(tooling), likely, stored)
    .map((parts) => definite(parts));
}
