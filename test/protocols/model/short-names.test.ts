import { expect, test } from "vitest";
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import type { Translation } from "../../../runtime/protocols/translation.ts";
import { targetOf } from "../../support/translation-target.ts";
import { chatToResponses, responsesToChat } from "../../support/translations.ts";
import { chatBackend } from "../translate/support/translate-responses.ts";

const NAME = `tool_${"n".repeat(70)}`;
const TWIN = `tool_${"n".repeat(69)}m`;
const ID = `call_${"i".repeat(90)}`;

function translated(translation: Translation, fields: JsonObject) {
  const target = targetOf(chatBackend());
  const made = translation.request({ fields, model: "m", target, now: 1, newId: () => "id" });
  if (made.kind === "refused") throw new Error(made.error.message);
  return made;
}

/** Every text at one of these keys. */
function textsAt(value: unknown, keys: readonly string[]): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    keys.includes(key) && typeof each === "string" ? [each] : textsAt(each, keys),
  );
}

const chatCall = (id: string, name: string) => ({ id, type: "function", function: { name, arguments: "{}" } });
const chat = {
  messages: [
    { role: "user", content: "hi" },
    { role: "assistant", content: null, tool_calls: [chatCall(ID, NAME), chatCall("short", "plain")] },
    { role: "tool", tool_call_id: ID, content: "7" },
    { role: "tool", tool_call_id: "short", content: "8" },
  ],
  tools: [NAME, TWIN, "plain"].map((name) => ({ type: "function", function: { name } })),
  tool_choice: { type: "function", function: { name: TWIN } },
};
const item = (call_id: string, name: string) => ({ type: "function_call", call_id, name, arguments: "{}" });
const responses = {
  input: [
    { role: "user", content: "hi" },
    item(ID, NAME),
    item("short", "plain"),
    { type: "function_call_output", call_id: ID, output: "7" },
    { type: "function_call_output", call_id: "short", output: "8" },
  ],
  tools: [NAME, TWIN, "plain"].map((name) => ({ type: "function", name })),
  tool_choice: { type: "function", name: TWIN },
};

test.each([
  ["chat to Responses", chatToResponses, chat, ["call_id"]],
  ["Responses to chat", responsesToChat, responses, ["id", "tool_call_id"]],
] as const)("%s: names and ids of at most 64 characters go up, and belong together", (_, translation, fields, ids) => {
  const sent = translated(translation, fields).fields;
  const names = textsAt(sent, ["name"]);
  expect(names.filter((name) => name.length > 64)).toEqual([]);
  // The call and three offers and the choice: three names.
  expect([...new Set(names)]).toHaveLength(3);
  expect(names).toContain("plain");
  const calls = textsAt(sent, ids);
  expect(calls.filter((id) => id.length > 64)).toEqual([]);
  expect([...new Set(calls)]).toHaveLength(2);
  expect(calls).toHaveLength(4);
  expect(calls).toContain("short");
  expect(translated(translation, fields).fields).toEqual(sent);
});

test("a chat client gets the whole name of a tool that a response calls", () => {
  const { fields, back } = translated(chatToResponses, chat);
  const [short] = textsAt(fields.tools, ["name"]);
  const encoder = back.encode.whole();
  const output = [{ ...item("call_new", short ?? ""), id: "fc_1", status: "completed" }];
  expect(back.decode(encoder.sink).whole({ object: "response", status: "completed", output })).toBe(true);
  expect(textsAt(JSON.parse(encoder.text() ?? "{}"), ["name"])).toEqual([NAME]);
});

test("a Responses client gets the whole name of a tool that a chat answer calls", () => {
  const { fields, back } = translated(responsesToChat, responses);
  const [, short] = textsAt(fields.tools, ["name"]);
  const encoder = back.encode.whole();
  const message = { role: "assistant", content: null, tool_calls: [chatCall("call_new", short ?? "")] };
  const answer = { object: "chat.completion", choices: [{ index: 0, message, finish_reason: "tool_calls" }] };
  expect(back.decode(encoder.sink).whole(answer)).toBe(true);
  const { output } = JSON.parse(encoder.text() ?? "{}");
  expect(textsAt(output, ["name", "call_id"])).toEqual(expect.arrayContaining([TWIN, "call_new"]));
});

test("a request without long names is translated as it is", () => {
  const { fields } = translated(chatToResponses, { ...chat, messages: [], tools: [], tool_choice: "auto" });
  expect(fields.tool_choice).toBe("auto");
});
