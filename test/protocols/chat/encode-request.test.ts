import { expect, test } from "vitest";
import { encodeChatRequest } from "../../../runtime/protocols/chat/encode-request/encode-request.ts";
import { traitsOf } from "../../../runtime/protocols/chat/encode-request/traits.ts";
import type { Ask } from "../../../runtime/protocols/model/ask.ts";
import { targetOf } from "../../support/translation-target.ts";
import {
  askOf,
  askOfAnotherFamily,
  callBlock,
  messageOf,
  reasoningBlock,
  resultBlock,
  textBlock,
} from "../support/ask.ts";
import { chatBackend } from "../translate/support/translate-responses.ts";

function encoded(ask: Ask, backend = chatBackend("openai")) {
  const made = encodeChatRequest(ask, "m", traitsOf(targetOf(backend)));
  if (made.kind === "refused") throw new Error(made.error.message);
  return made;
}

test("everything that the model can express is written in chat's form", () => {
  const { fields, warnings } = encoded(
    askOf({
      limit: 9,
      stop: ["END"],
      sampling: { temperature: 0, topP: 0.5, topK: 3, seed: 7 },
      reasoning: { effort: "low", budget: 100, shown: true },
      format: { kind: "schema", name: "n", schema: { type: "object" }, strict: true, extras: null },
      answers: 2,
      stream: true,
    }),
  );
  expect(warnings).toEqual([]);
  expect(fields).toEqual({
    model: "m",
    messages: [{ role: "user", content: "Hi" }],
    max_completion_tokens: 9,
    temperature: 0,
    top_p: 0.5,
    top_k: 3,
    seed: 7,
    stop: ["END"],
    n: 2,
    reasoning_effort: "low",
    response_format: { type: "json_schema", json_schema: { name: "n", schema: { type: "object" }, strict: true } },
    stream: true,
    stream_options: { include_usage: true },
  });
});

test("a turn with everything becomes one message, followed by its results", () => {
  const turns = [
    messageOf("user", [textBlock("Go")]),
    messageOf("assistant", [reasoningBlock("Hm.", "x"), textBlock("Let me see."), callBlock("a"), callBlock("b")]),
    messageOf("user", [resultBlock("b", "2"), resultBlock("a", "1"), textBlock("And?")]),
  ];
  const call = (id: string) => ({ id, type: "function", function: { name: "now", arguments: "{}" } });
  expect(encoded(askOf({ turns }), chatBackend()).fields.messages).toEqual([
    { role: "user", content: "Go" },
    { role: "assistant", content: "Let me see.", reasoning_content: "Hm.", tool_calls: [call("a"), call("b")] },
    { role: "tool", tool_call_id: "a", content: "1" },
    { role: "tool", tool_call_id: "b", content: "2" },
    { role: "user", content: "And?" },
  ]);
});

test.each([
  [
    "image",
    { kind: "bytes", type: "image/png", base64: "AA" },
    { type: "image_url", image_url: { url: "data:image/png;base64,AA" } },
  ],
  ["image", { kind: "file", id: "file-1" }, { type: "file", file: { file_id: "file-1" } }],
  [
    "audio",
    { kind: "bytes", type: "audio/wav", base64: "AA" },
    { type: "input_audio", input_audio: { data: "AA", format: "wav" } },
  ],
  [
    "document",
    { kind: "bytes", type: "text/plain", base64: "AA" },
    { type: "file", file: { file_data: "data:text/plain;base64,AA" } },
  ],
] as const)("an %s as %j", (of, media, part) => {
  const block = { kind: "media", of, media, name: null, extras: null, cache: null } as const;
  const { fields } = encoded(askOf({ turns: [messageOf("user", [block])] }));
  expect(fields.messages).toEqual([{ role: "user", content: [part] }]);
});

test("what only another family supports is left out with a warning", () => {
  const { fields, warnings } = encoded(askOfAnotherFamily());
  expect(JSON.stringify(fields)).not.toMatch(/hologram|container|computer/);
  expect(warnings).toEqual([
    "container: not a parameter of /chat/completions, ignored",
    "tools[0] (computer): not available at openai, left out",
    "turns[0]: has a part that is not available here, left out",
    "turns[1]: not available here, left out",
    "turns[3]: has a part that is not available here, left out",
  ]);
});

test("a choice that only another family supports is rejected, by the client's name for it", () => {
  const ask = askOf({ choice: { kind: "foreign", family: "anthropic", value: { type: "computer" } } });
  expect(encodeChatRequest(ask, "m", traitsOf(targetOf(chatBackend())))).toMatchObject({
    kind: "refused",
    error: { code: "unsupported_parameter", param: "choice", message: "choice: computer is not available at local." },
  });
});
