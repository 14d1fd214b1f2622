/** Any request of a client becomes one that the upstream's API accepts, with the same meaning. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HttpBackend } from "../../../runtime/contract/http-backend.ts";
import type { Translation } from "../../../runtime/protocols/translation.ts";
import { checkChat } from "../../support/openai-upstream/chat-rules.ts";
import { checkResponses } from "../../support/openai-upstream/responses-rules.ts";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { targetOf } from "../../support/translation-target.ts";
import { chatToResponses, responsesToChat } from "../../support/translations.ts";
import { chatRequests } from "./arbitrary-chat.ts";
import { responsesRequests } from "./arbitrary-responses.ts";
import { answers, compatible, openai } from "./backends.ts";
import { meaningOf } from "./meaning.ts";

function translated(translation: Translation, fields: Json, to: HttpBackend): Json {
  let count = 0;
  const newId = () => `new${count++}`;
  const result = translation.request({
    fields: structuredClone(fields),
    model: "m",
    target: targetOf(to),
    now: 0,
    newId,
  });
  if (result.kind === "refused") throw new Error(`refused: ${result.error.message}`);
  return JSON.parse(JSON.stringify(result.fields));
}

describe("from chat completions to responses", () => {
  test("any request", () => {
    fc.assert(
      fc.property(chatRequests(true), (fields) => {
        checkChat(fields, true);
        const made = translated(chatToResponses, fields, answers);
        checkResponses(made);
        expect(meaningOf("responses", made)).toEqual(meaningOf("chat", fields));
      }),
      { numRuns: 500 },
    );
  });
});

/** Servers that are not OpenAI's take the system's words only at the start; later ones become a user's. */
function lateAsUser({ input, ...fields }: Json): Json {
  if (!Array.isArray(input)) return { ...fields, input };
  const first = input.findIndex(({ role, type }) => type !== "reasoning" && role !== "system" && role !== "developer");
  const late = (item: Json, at: number) =>
    first >= 0 && at > first && ["system", "developer"].includes(String(item.role));
  return { ...fields, input: input.map((item, at) => (late(item, at) ? { ...item, role: "user" } : item)) };
}

describe("from responses to chat completions", () => {
  test.each([
    ["of OpenAI's", openai],
    ["of a server that is only compatible", compatible],
  ])("any request, %s", (_, to) => {
    fc.assert(
      fc.property(responsesRequests(), (fields) => {
        checkResponses(fields);
        const made = translated(responsesToChat, fields, to);
        checkChat(made, to.customTools);
        expect(meaningOf("chat", made)).toEqual(meaningOf("responses", to === openai ? fields : lateAsUser(fields)));
      }),
      { numRuns: 500 },
    );
  });
});
