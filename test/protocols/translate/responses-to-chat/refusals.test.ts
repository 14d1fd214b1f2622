import { expect, test } from "vitest";
import { translate } from "../support/translate-responses.ts";

const named = { type: "function", name: "now" };

test.each<[string, object, string]>([
  ["background", { background: true }, "background"],
  ["a conversation", { conversation: "conv_1" }, "conversation"],
  ["a prompt template", { prompt: { id: "pmpt_1" } }, "prompt"],
  [
    "a reference to an item",
    {
      input: [
        { role: "user", content: "Hi" },
        { type: "item_reference", id: "msg_1" },
      ],
    },
    "input[1]",
  ],
  ["a reference without a type", { input: [{ id: "msg_1" }] }, "input[0]"],
  [
    "a hosted tool by force",
    { tools: [{ type: "web_search" }], tool_choice: { type: "web_search_preview" } },
    "tool_choice",
  ],
  ["a shell by force", { tools: [named], tool_choice: { type: "shell" } }, "tool_choice"],
  [
    "a tool that is required where none is left",
    { tools: [{ type: "web_search" }], tool_choice: "required" },
    "tool_choice",
  ],
  ["a tool that is not offered", { tools: [named], tool_choice: { type: "function", name: "then" } }, "tool_choice"],
  [
    "a hosted tool that is required among allowed ones",
    { tools: [named], tool_choice: { type: "allowed_tools", mode: "required", tools: [{ type: "image_generation" }] } },
    "tool_choice",
  ],
])("%s is rejected", (_, fields, param) => {
  const result = translate({ input: "Hi", ...fields });
  expect(result).toMatchObject({ kind: "refused", error: { code: "unsupported_parameter", status: 400, param } });
});

test("values without effect are not rejected", () => {
  expect(translate({ input: "Hi", background: false, conversation: null, prompt: null }).kind).toBe("translated");
});
