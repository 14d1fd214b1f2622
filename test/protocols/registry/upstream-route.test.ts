import { expect, test } from "vitest";
import type { Protocol } from "../../../runtime/contract/protocol.ts";
import { chatEndpoint } from "../../../runtime/protocols/chat/endpoint.ts";
import { embeddings } from "../../../runtime/protocols/endpoints/embeddings.ts";
import type { Frontend } from "../../../runtime/protocols/endpoints/frontend.ts";
import { ALL_TRANSLATIONS } from "../../../runtime/protocols/registry/protocols.ts";
import { createRouteTo } from "../../../runtime/protocols/registry/upstream-route.ts";
import { responsesEndpoint } from "../../../runtime/protocols/responses/endpoint.ts";

const routeTo = createRouteTo(ALL_TRANSLATIONS);

const both = { protocols: ["chat", "responses"], otherEndpoints: true } as const;
const chat = { protocols: ["chat"], otherEndpoints: true } as const;
const login = { protocols: ["responses"], otherEndpoints: false } as const;

test.each([
  ["a chat client", chatEndpoint],
  ["a Responses client", responsesEndpoint],
])("%s keeps its own protocol where the target has it, whatever the order", (_, frontend) => {
  const untranslated = { at: frontend, translation: null };
  expect(routeTo(frontend, both)).toEqual(untranslated);
  expect(routeTo(frontend, { ...both, protocols: ["responses", "chat"] })).toEqual(untranslated);
});

test("a client whose protocol the target lacks is translated", () => {
  const from = (client: Protocol, { protocol }: Frontend) =>
    ALL_TRANSLATIONS.find((each) => each.client === client && each.at.protocol === protocol);
  const [chatToResponses, responsesToChat] = [from("chat", responsesEndpoint), from("responses", chatEndpoint)];
  expect(routeTo(responsesEndpoint, chat)).toBe(responsesToChat);
  expect(routeTo(chatEndpoint, login)).toBe(chatToResponses);
  expect(responsesToChat).toMatchObject({ client: "responses", at: chatEndpoint });
  expect(chatToResponses).toMatchObject({ client: "chat", at: responsesEndpoint });
});

test("a client whose translation is not there has no route", () => {
  const some = createRouteTo(ALL_TRANSLATIONS.filter(({ client }) => client === "responses"));
  expect(some(responsesEndpoint, chat)).not.toBeNull();
  expect(some(chatEndpoint, login)).toBeNull();
  expect(some(chatEndpoint, both)).toEqual({ at: chatEndpoint, translation: null });
});

test("there is no route to what a target lacks and nothing is translated to", () => {
  expect(routeTo(embeddings, login)).toBeNull();
  expect(routeTo(chatEndpoint, { protocols: [], otherEndpoints: true })).toBeNull();
});

test("what belongs to no protocol goes up as it is; a route is made once", () => {
  const route = routeTo(embeddings, chat);
  expect(route).toEqual({ at: embeddings, translation: null });
  expect(routeTo(embeddings, both)).toBe(route);
});
