/** The new halves against the old pairs, over generated requests, as long as both exist. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeChatRequest } from "../../../runtime/protocols/chat/decode-request/decode-request.ts";
import { encodeResponsesRequest } from "../../../runtime/protocols/responses/encode-request/encode-request.ts";
import type { JsonObject } from "../../../runtime/protocols/sse/json-object.ts";
import { bodyOf } from "../../../runtime/protocols/translate/chat-to-responses/request/body.ts";
import { refusalOf } from "../../../runtime/protocols/translate/chat-to-responses/request/refusal.ts";
import { chatRequests } from "../../conformance/pairings/arbitrary-chat.ts";
import { chatBackend } from "./support/translate-responses.ts";

const MODELS = ["gpt-5", "gpt-4o"];

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

test("chat to Responses", () => {
  fc.assert(
    fc.property(chatRequests(true), fc.constantFrom(...MODELS), (fields, model) => sameFromChat(fields, model)),
    { numRuns: 3000 },
  );
});
