import fc from "fast-check";
import { expect, test } from "vitest";
import { translate } from "../support/translate-chat.ts";

const json = fc.jsonValue({ maxDepth: 4 });
const word = fc.constantFrom(
  ...["user", "system", "assistant", "tool", "function", "custom", "text", "image_url", "file", "grammar", "a"],
);
const members = fc.constantFrom(
  ...["role", "content", "type", "text", "tool_calls", "function_call", "function", "custom", "id", "tool_call_id"],
  ...["name", "arguments", "input", "reasoning_items", "encrypted_content", "refusal", "image_url", "file", "format"],
);
/** Objects of the words that requests are made of, in places where they do not belong. */
const { value: odd } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word,
    json,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(members, tie("value")),
  ),
}));
const fields = fc.constantFrom(
  ...["messages", "tools", "functions", "tool_choice", "function_call", "response_format", "text", "reasoning"],
  ...[
    "stream_options",
    "web_search_options",
    "include",
    "stop",
    "logit_bias",
    "modalities",
    "n",
    "store",
    "instructions",
  ],
);

test("any JSON is accepted as a request", () => {
  fc.assert(
    fc.property(fc.dictionary(fields, odd), (request) => {
      const before = structuredClone(request);
      const result = translate(request);
      if (result.kind === "translated") {
        expect(result.fields).toMatchObject({
          model: "gpt-5",
          include: expect.any(Array),
          store: request.store === true,
        });
        for (const gone of ["messages", "functions", "n", "response_format"])
          expect(result.fields).not.toHaveProperty(gone);
      }
      expect(request).toEqual(before);
    }),
    { numRuns: 1000 },
  );
});

test("any nesting depth is accepted", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`);
  const called = { id: "call_1", type: "function", function: { name: "f", arguments: deep } };
  expect(translate({ messages: [{ role: "assistant", tool_calls: [called] }], tools: [deep] }).kind).toBe("translated");
});
