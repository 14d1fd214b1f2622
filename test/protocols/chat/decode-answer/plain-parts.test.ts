import { expect, test } from "vitest";
import { decodeChat } from "../../../../runtime/protocols/chat/decode-answer/decoder.ts";
import { type ServerParts, serverParts } from "../../../../runtime/protocols/chat/decode-answer/server-parts.ts";
import type { JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import { chatCompletion } from "../../../../runtime/upstream/mock/chat.ts";
import { recordingSink } from "../../support/recording-sink.ts";

const messages = [{ role: "user", content: "one two three" }];
const tools = [{ type: "function", function: { name: "now", parameters: { type: "object" } } }];

function read(fields: JsonObject, parts: ServerParts | null) {
  const { words, head, tail } = chatCompletion({ model: "m", messages, ...fields }, null, { number: 1, created: 1 });
  const text = head + words.join("") + tail;
  const { sink, passed } = recordingSink();
  const decoder = decodeChat({ toolOf: () => null }, parts)(sink);
  if (fields.stream !== true) decoder.whole(JSON.parse(text));
  else {
    for (const [, data = ""] of text.matchAll(/^data: (\{.*)$/gm)) decoder.event(JSON.parse(data), null);
    decoder.end("marker");
  }
  return passed;
}

test.each<readonly [string, JsonObject]>([
  ["text", {}],
  ["text that was cut", { max_tokens: 1 }],
  ["text with its tokens", { logprobs: true, top_logprobs: 1 }],
  ["a call", { tools, tool_choice: "required" }],
  ["JSON", { response_format: { type: "json_object" } }],
])("the mock's answers need no parts of real servers: %s", (_, fields) => {
  for (const stream of [false, true]) {
    const passed = read({ ...fields, stream, stream_options: stream ? { include_usage: true } : null }, null);
    expect(passed.length).toBeGreaterThan(1);
    expect(passed).toEqual(
      read({ ...fields, stream, stream_options: stream ? { include_usage: true } : null }, serverParts),
    );
  }
});
