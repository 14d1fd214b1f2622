import { expect, test } from "vitest";
import type { Ask } from "../../../runtime/protocols/model/ask.ts";
import { encodeResponsesRequest } from "../../../runtime/protocols/responses/encode-request/encode-request.ts";
import {
  askOf,
  askOfAnotherFamily,
  callBlock,
  messageOf,
  reasoningBlock,
  resultBlock,
  textBlock,
} from "../support/ask.ts";

function encoded(ask: Ask) {
  const made = encodeResponsesRequest(ask, "m");
  if (made.kind === "refused") throw new Error(made.error.message);
  return made;
}

test("everything that the model can express is written in the form of Responses, or causes a warning with the client's name for it", () => {
  const { fields, warnings } = encoded(
    askOf({
      limit: 9,
      stop: ["END"],
      sampling: { temperature: 0, topP: 0.5, topK: 3, seed: 7 },
      reasoning: { effort: "low", budget: null, shown: true },
      format: { kind: "json" },
      stream: true,
    }),
  );
  expect(fields).toEqual({
    model: "m",
    input: [{ type: "message", role: "user", content: "Hi" }],
    max_output_tokens: 16,
    temperature: 0,
    top_p: 0.5,
    text: { format: { type: "json_object" } },
    reasoning: { summary: "auto", effort: "low" },
    stream: true,
    include: ["reasoning.encrypted_content"],
    store: false,
  });
  expect(warnings).toEqual([
    "ends: not a parameter of /responses, ignored",
    "dice: not a parameter of /responses, ignored",
    "k: not a parameter of /responses, ignored",
    "most: /responses takes 16 or more, raised to that",
  ]);
});

test("a turn with everything becomes items; reasoning only goes to its issuer", () => {
  const turns = [
    messageOf("assistant", [
      reasoningBlock("Hm.", "sealed"),
      reasoningBlock("Plain.", null),
      textBlock("Let me see."),
      callBlock("a"),
    ]),
    messageOf("user", [resultBlock("a", "1"), textBlock("And?")]),
  ];
  expect(encoded(askOf({ turns })).fields.input).toEqual([
    { id: "rs_1", type: "reasoning", encrypted_content: "sealed", summary: [] },
    {
      type: "message",
      role: "assistant",
      content: [{ type: "output_text", text: "Let me see.", annotations: [] }],
    },
    { type: "function_call", call_id: "a", name: "now", arguments: "{}" },
    { type: "function_call_output", call_id: "a", output: "1" },
    { type: "message", role: "user", content: [{ type: "input_text", text: "And?" }] },
  ]);
});

test("several answers are rejected, by the client's name for them", () => {
  expect(encodeResponsesRequest(askOf({ answers: 2 }), "m")).toMatchObject({
    kind: "refused",
    error: { code: "unsupported_parameter", param: "count" },
  });
});

test.each([
  [
    "image",
    { kind: "bytes", type: "image/png", base64: "AA" },
    { type: "input_image", detail: "auto", image_url: "data:image/png;base64,AA" },
  ],
  ["image", { kind: "file", id: "file-1" }, { type: "input_image", detail: "auto", file_id: "file-1" }],
  [
    "audio",
    { kind: "bytes", type: "audio/wav", base64: "AA" },
    { type: "input_audio", input_audio: { data: "AA", format: "wav" } },
  ],
  [
    "document",
    { kind: "url", url: "https://a.example/a.pdf" },
    { type: "input_file", file_url: "https://a.example/a.pdf" },
  ],
  [
    "document",
    { kind: "bytes", type: "text/plain", base64: "AA" },
    { type: "input_file", file_data: "data:text/plain;base64,AA" },
  ],
] as const)("an %s as %j", (of, media, part) => {
  const block = { kind: "media", of, media, name: null, extras: null, cache: null } as const;
  const { fields } = encoded(askOf({ turns: [messageOf("user", [block])] }));
  expect(fields.input).toEqual([{ type: "message", role: "user", content: [part] }]);
});

test("what only another family supports is left out with a warning", () => {
  const { fields, warnings } = encoded(askOfAnotherFamily());
  expect(JSON.stringify(fields)).not.toMatch(/hologram|container|computer/);
  expect(warnings).toEqual([
    "container: not a parameter of /responses, ignored",
    "turns[0]: has a part that is not available here, left out",
    "turns[1]: not available here, left out",
    "turns[3]: has a part that is not available here, left out",
    "tools[0]: not available at /responses, left out",
  ]);
});

test("a choice that only another family supports is rejected", () => {
  const ask = askOf({ choice: { kind: "foreign", family: "anthropic", value: { type: "computer" } } });
  expect(encodeResponsesRequest(ask, "m")).toMatchObject({ kind: "refused", error: { param: "choice" } });
});
