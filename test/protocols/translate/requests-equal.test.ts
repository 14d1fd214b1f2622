/** The new halves against the old pairs, over generated requests, as long as both exist. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Backend } from "../../../runtime/contract.ts";
import { decodeChatRequest } from "../../../runtime/protocols/chat/decode-request/decode-request.ts";
import { encodeChatRequest } from "../../../runtime/protocols/chat/encode-request/encode-request.ts";
import { traitsOf } from "../../../runtime/protocols/chat/encode-request/traits.ts";
import { decodeResponsesRequest } from "../../../runtime/protocols/responses/decode-request/decode-request.ts";
import { encodeResponsesRequest } from "../../../runtime/protocols/responses/encode-request/encode-request.ts";
import type { JsonObject } from "../../../runtime/protocols/sse/json-object.ts";
import { bodyOf } from "../../../runtime/protocols/translate/chat-to-responses/request/body.ts";
import { refusalOf } from "../../../runtime/protocols/translate/chat-to-responses/request/refusal.ts";
import { messagesOf } from "../../../runtime/protocols/translate/responses-to-chat/request/messages.ts";
import { parametersOf } from "../../../runtime/protocols/translate/responses-to-chat/request/parameters.ts";
import { refusalOf as refusalAtChat } from "../../../runtime/protocols/translate/responses-to-chat/request/refusals.ts";
import { toolFields } from "../../../runtime/protocols/translate/responses-to-chat/request/tool-choice.ts";
import { offeredTools } from "../../../runtime/protocols/translate/responses-to-chat/request/tools.ts";
import { chatRequests } from "../../conformance/pairings/arbitrary-chat.ts";
import { responsesRequests } from "../../conformance/pairings/arbitrary-responses.ts";
import { chatBackend } from "./support/translate-responses.ts";

const MODELS = ["gpt-5", "gpt-4o"];
const BACKENDS = [
  chatBackend(),
  chatBackend("openai"),
  chatBackend({ type: "groq" }),
  chatBackend({ type: "mistral" }),
  chatBackend({ type: "openrouter" }),
];

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function sameFromChat(fields: JsonObject, model: string): void {
  const error = refusalOf(fields);
  const made = encodeResponsesRequest(decodeChatRequest(fields).ask, model);
  if (error !== null || made.kind === "refused") expect(made).toEqual({ kind: "refused", error });
  else {
    const old = bodyOf({ fields, model, backend: chatBackend(), now: 0, newId: () => "new" });
    expect(plain(made.fields)).toEqual(plain(old.fields));
    expect([...made.warnings].sort()).toEqual([...old.warnings].sort());
  }
}

function oldFromResponses(fields: JsonObject, backend: Backend): object {
  const refusal = refusalAtChat(fields, backend.name);
  if (refusal !== null) return { error: refusal };
  const traits = traitsOf(backend);
  const offered = offeredTools(fields, traits);
  const tools = toolFields(fields, offered, traits);
  if (tools.kind === "refused") return { error: tools.error };
  const { messages, warnings } = messagesOf(fields, offered.names, traits);
  const parameters = parametersOf(fields, traits);
  return {
    fields: plain({ model: "m", messages, ...tools.fields, ...parameters.fields }),
    warnings: [...parameters.warnings, ...offered.warnings, ...warnings],
  };
}

function sameFromResponses(fields: JsonObject, backend: Backend): void {
  const made = encodeChatRequest(decodeResponsesRequest(fields).ask, "m", traitsOf(backend));
  const shown =
    made.kind === "refused" ? { error: made.error } : { fields: plain(made.fields), warnings: made.warnings };
  expect(shown).toEqual(oldFromResponses(fields, backend));
}

test("chat to Responses", () => {
  fc.assert(
    fc.property(chatRequests(true), fc.constantFrom(...MODELS), (fields, model) => sameFromChat(fields, model)),
    { numRuns: 3000 },
  );
});

test("Responses to chat", () => {
  fc.assert(
    fc.property(responsesRequests(), fc.constantFrom(...BACKENDS), (fields, backend) =>
      sameFromResponses(fields, backend),
    ),
    { numRuns: 3000 },
  );
});
