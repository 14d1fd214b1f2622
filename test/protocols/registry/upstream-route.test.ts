import { expect, test } from "vitest";
import { chatCompletions } from "../../../runtime/protocols/endpoints/chat-completions.ts";
import { embeddings } from "../../../runtime/protocols/endpoints/embeddings.ts";
import { responses } from "../../../runtime/protocols/endpoints/responses.ts";
import { ALL_TRANSLATIONS } from "../../../runtime/protocols/registry/protocols.ts";
import { createRouteTo } from "../../../runtime/protocols/registry/upstream-route.ts";

const routeTo = createRouteTo(ALL_TRANSLATIONS);

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
  const [chatToResponses, responsesToChat] = ALL_TRANSLATIONS;
  expect(routeTo(responses, chat)).toBe(responsesToChat);
  expect(routeTo(chatCompletions, login)).toBe(chatToResponses);
  expect(responsesToChat).toMatchObject({ client: "responses", at: chatCompletions });
  expect(chatToResponses).toMatchObject({ client: "chat", at: responses });
});

test("a client whose translation is not there has no route", () => {
  const some = createRouteTo(ALL_TRANSLATIONS.filter(({ client }) => client === "responses"));
  expect(some(responses, chat)).not.toBeNull();
  expect(some(chatCompletions, login)).toBeNull();
  expect(some(chatCompletions, both)).toEqual({ at: chatCompletions, translation: null });
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
