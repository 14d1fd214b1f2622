import fc from "fast-check";
import { expect, test } from "vitest";
import { isObject } from "../../../../runtime/protocols/json/json-object.ts";
import { backOf, chatBackend, eventsOf, translate } from "../support/translate-responses.ts";

/** JSON that is almost valid: known names, any values. */
const NAMES = [
  "type",
  "role",
  "content",
  "text",
  "input",
  "tools",
  "tool_choice",
  "name",
  "namespace",
  "call_id",
  "id",
  "output",
  "arguments",
  "summary",
  "reasoning",
  "effort",
  "format",
  "include",
  "metadata",
  "instructions",
  "image_url",
  "file_id",
  "choices",
  "delta",
  "message",
  "tool_calls",
  "function",
  "custom",
  "index",
  "finish_reason",
  "usage",
  "logprobs",
  "annotations",
  "error",
  "reasoning_content",
  "reasoning_details",
  "function_call",
  "__proto__",
  "constructor",
];
const WORDS = [
  "message",
  "function_call",
  "function_call_output",
  "custom_tool_call",
  "custom",
  "function",
  "namespace",
  "reasoning",
  "input_text",
  "input_image",
  "input_file",
  "allowed_tools",
  "json_schema",
  "assistant",
  "developer",
  "stop",
  "error",
  "local_shell_call",
  "shell_call_output",
  "tool_search_output",
  "additional_tools",
  "web_search",
  '{"input":"',
  "",
];
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", maxDepth: 6 },
    fc.constantFrom<unknown>(...WORDS, null, true, 0, 1, -1),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...NAMES), tie("value")), { maxLength: 6 })
      .map((members) => Object.fromEntries(members)),
  ),
}));
const anyJson = fc.oneof(
  fc.json().map((text): unknown => JSON.parse(text)),
  value,
);
const anyObject = fc.dictionary(fc.constantFrom(...NAMES), anyJson, { noNullPrototype: true });

test.each([
  ["a server of open models", chatBackend()],
  ["OpenAI", chatBackend("openai")],
])("any request is translated or rejected for %s, and can be sent", (_, backend) => {
  fc.assert(
    fc.property(anyObject, (fields) => {
      const result = translate(fields, backend);
      if (result.kind === "refused") expect(result.error.status).toBe(400);
      else
        expect(JSON.parse(JSON.stringify(result.fields))).toMatchObject({
          model: "qwen3",
          messages: expect.any(Array),
        });
    }),
    { numRuns: 2000 },
  );
});

test("any answer is translated or rejected", () => {
  fc.assert(
    fc.property(anyObject, anyObject, fc.array(anyJson), (fields, message, choices) => {
      const back = backOf({ tools: fields.tools });
      for (const answer of [fields, { choices }, { choices: [{ message }] }]) {
        const whole = back.whole(answer);
        if (whole !== null)
          expect(JSON.parse(JSON.stringify(whole))).toMatchObject({ object: "response", output: expect.any(Array) });
      }
    }),
    { numRuns: 2000 },
  );
});

test("any chunks become events", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          anyJson,
          anyObject.map((delta) => ({ choices: [{ index: 0, delta }] })),
        ),
      ),
      (chunks) => {
        const back = backOf();
        let text = "";
        for (const chunk of chunks) if (isObject(chunk)) text += back.event(chunk, null);
        text += back.event({ choices: [{ finish_reason: "stop" }] }, null) + back.end();
        expect(eventsIn(text)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

/** Whole, numbered without gaps, and ended. */
function eventsIn(text: string): boolean {
  const last = eventsOf(text).at(-1)?.type ?? "";
  return ["response.completed", "response.failed", "error"].includes(last);
}

test("what nests too deep to be serialised is left out", () => {
  const deep = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
  const back = backOf({ tools: [deep], metadata: { deep } });
  const text = back.event(
    { choices: [{ delta: { content: "A", annotations: [{ deep }] }, finish_reason: "stop" }] },
    null,
  );
  expect(eventsOf(text + back.end()).at(-1)?.type).toBe("response.completed");
  const whole = back.whole({ choices: [{ message: { content: "A", annotations: [{ deep }] } }] });
  expect(JSON.parse(JSON.stringify(whole))).toMatchObject({ output: [{ content: [{ text: "A" }] }], metadata: {} });
});
