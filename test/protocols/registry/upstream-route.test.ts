import { expect, test } from "vitest";
import { chatCompletions } from "../../../runtime/protocols/endpoints/chat-completions.ts";
import { embeddings } from "../../../runtime/protocols/endpoints/embeddings.ts";
import { responses } from "../../../runtime/protocols/endpoints/responses.ts";
import { routeTo } from "../../../runtime/protocols/registry/upstream-route.ts";
import { chatToResponses } from "../../../runtime/protocols/translate/chat-to-responses/translation.ts";
import { responsesToChat } from "../../../runtime/protocols/translate/responses-to-chat/translation.ts";

const both = { protocols: ["chat", "responses"], otherEndpoints: true } as const;
const chat = { protocols: ["chat"], otherEndpoints: true } as const;
const login = { protocols: ["responses"], otherEndpoints: false } as const;

test.each([
  ["a chat client", chatCompletions],
  ["a Responses client", responses],
])("%s keeps its own protocol where the target has it, whatever the order", (_, frontend) => {
  const untranslated = { at: frontend, translation: null };
  expect(routeTo(frontend, both)).toEqual(untranslated);
  expect(routeTo(frontend, { ...both, protocols: ["responses", "chat"] })).toEqual(untranslated);
});

test("a client whose protocol the target lacks is translated", () => {
  expect(routeTo(responses, chat)).toEqual({ at: chatCompletions, translation: responsesToChat });
  expect(routeTo(chatCompletions, login)).toEqual({ at: responses, translation: chatToResponses });
});

test("there is no route to what a target lacks and nothing is translated to", () => {
  expect(routeTo(embeddings, login)).toBeNull();
  expect(routeTo(chatCompletions, { protocols: [], otherEndpoints: true })).toBeNull();
});

test("what belongs to no protocol goes up as it is; a route is made once", () => {
  const route = routeTo(embeddings, chat);
  expect(route).toEqual({ at: embeddings, translation: null });
  expect(routeTo(embeddings, both)).toBe(route);
});
