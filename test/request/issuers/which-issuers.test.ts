/** Configs with one issuer, and with several: what they look at, and what they mark. */
import { describe, expect, test } from "vitest";
import { type Body, readModel } from "../../../runtime/body/read-model.ts";
import type { WholeLimits } from "../../../runtime/body/whole/limits.ts";
import type { Backend } from "../../../runtime/contract/backend.ts";
import type { Outcome } from "../../../runtime/failure/outcome.ts";
import { chatEndpoint } from "../../../runtime/protocols/chat/endpoint.ts";
import type { Frontend } from "../../../runtime/protocols/endpoints/frontend.ts";
import { compact } from "../../../runtime/protocols/endpoints/responses-tools.ts";
import { responsesEndpoint } from "../../../runtime/protocols/responses/endpoint.ts";
import type { Issuers } from "../../../runtime/request/issuers/issuers.ts";
import { loneIssuer } from "../../../runtime/request/issuers/lone-issuer.ts";
import { severalIssuers } from "../../../runtime/request/issuers/several-issuers.ts";
import { payloadOf } from "../../../runtime/wire/payload.ts";

const LIMITS: WholeLimits = { bytes: 1e6, values: 1e6 };

function bodyOf(text: string): Body {
  const read = readModel(payloadOf([Buffer.from(text)]), null, LIMITS);
  if (!read.ok) throw new Error(read.error.message);
  return read.body;
}

const endpoint = (name: string, type: Backend["type"] = "openai") => ({ instance: { name }, backend: { type } });

function sent(issuers: Issuers, fields: Readonly<Record<string, unknown>>, more: object = {}): unknown {
  return issuers.fieldsFor({ at: responsesEndpoint, fields, endpoint: endpoint("one"), bare: false, ...more });
}

const plain = { id: "rs_1", type: "reasoning", content: [{ type: "reasoning_text", text: "Hm." }] };
const other = { id: "rs_2", type: "reasoning", encrypted_content: "turnout:two:gAAA" };
const user = { role: "user", content: "Hi" };

describe("a body has to be parsed", () => {
  const body = (input: unknown) => bodyOf(JSON.stringify({ model: "m", input }));

  test.each<[what: string, input: unknown, concerns: boolean]>([
    ["for a mark", [other], true],
    ["for reasoning of Turnout's", [{ id: "rs_turnout_1", type: "reasoning" }], true],
    ["for reasoning in plain text", [plain], true],
    ["not for anything else", [user, { id: "rs_1", type: "reasoning", encrypted_content: "gAAA" }], false],
    ["not for a text that mentions a mark", [{ role: "user", content: "A turnout:two: rs_turnout_1" }], false],
  ])("%s, if there are several issuers", (_, input, concerns) => {
    const about = { body: body(input), bare: false };
    expect(severalIssuers.concerns({ at: responsesEndpoint, ...about })).toBe(concerns);
    expect(severalIssuers.concerns({ at: compact, ...about })).toBe(concerns);
    expect(severalIssuers.concerns({ at: chatEndpoint, ...about })).toBe(false);
    expect(loneIssuer.concerns({ at: responsesEndpoint, ...about })).toBe(false);
  });

  test.each([
    ["one", loneIssuer],
    ["several", severalIssuers],
  ])("to leave all reasoning out, with %s", (_, issuers) => {
    const concerns = (at: Frontend) => issuers.concerns({ at, body: body([user]), bare: true });
    expect([concerns(responsesEndpoint), concerns(compact), concerns(chatEndpoint)]).toEqual([true, true, false]);
  });

  test("not again if it was", () => {
    const parsed = bodyOf('{"model":"a","model":"b","input":[]}');
    expect(parsed.kind).toBe("parsed");
    expect(severalIssuers.concerns({ at: responsesEndpoint, body: parsed, bare: false })).toBe(true);
  });
});

describe("the fields for a target", () => {
  const fields = { model: "m", input: [other, plain, user] };
  const { id: _, ...withoutId } = plain;

  test.each([
    ["one", loneIssuer],
    ["several", severalIssuers],
  ])("are the very same at other paths, or if the input is a text, with %s", (_, issuers) => {
    const text = { model: "m", input: "Hi" };
    expect(sent(issuers, fields, { at: chatEndpoint, bare: true })).toEqual({ kind: "fields", fields });
    expect(sent(issuers, text, { bare: true })).toEqual({ kind: "fields", fields: text });
  });

  test("of a lone issuer are the same, but for reasoning that it refused", () => {
    expect(sent(loneIssuer, fields)).toEqual({ kind: "fields", fields });
    const unmarked = { id: "rs_3", type: "reasoning", encrypted_content: "gAAA" };
    const input = [...fields.input, unmarked];
    expect(sent(loneIssuer, { model: "m", input }, { bare: true })).toEqual({
      kind: "fields",
      fields: { model: "m", input: [user] },
    });
  });

  test.each<[type: Backend["type"], takesPlain: boolean]>([
    ["openai", false],
    ["openai-responses", false],
    ["azure-openai", false],
    ["openai-codex", false],
    ["xai", false],
    ["vllm", true],
    ["custom", true],
  ])("of %s among several have what it can read", (type, takesPlain) => {
    expect(sent(severalIssuers, fields, { endpoint: endpoint("one", type) })).toEqual({
      kind: "fields",
      fields: { model: "m", input: takesPlain ? [withoutId, user] : [user] },
    });
    expect(sent(severalIssuers, { input: [other] }, { endpoint: endpoint("two", type) })).toEqual({
      kind: "fields",
      fields: { input: [{ ...other, encrypted_content: "gAAA" }] },
    });
  });

  test("of one that refused its reasoning have none", () => {
    expect(sent(severalIssuers, fields, { endpoint: endpoint("two", "vllm"), bare: true })).toEqual({
      kind: "fields",
      fields: { model: "m", input: [user] },
    });
  });
});

describe("a target cannot read something", () => {
  const refusal = (more: object): Outcome => ({
    kind: "status",
    status: 400,
    code: null,
    message: null,
    retryAfter: null,
    ...more,
  });
  const missing = "Item 'rs_1' of type 'reasoning' was provided without its required following item.";

  test.each<[what: string, outcome: Outcome, cannot: boolean]>([
    ["by its code", refusal({ code: "invalid_encrypted_content" }), true],
    ["by its code in a stream", refusal({ status: 500, code: "invalid_encrypted_content" }), true],
    ["by its words", refusal({ message: "The encrypted content gAAA could not be verified." }), true],
    ["by the field's name", refusal({ message: "Bad encrypted_content." }), true],
    ["as it does not know an item", refusal({ status: 404, message: "Item with id 'rs_1' not found." }), true],
    ["as it does not know an item without quotes", refusal({ message: "Item with id rs_1 not found" }), true],
    ["as an item is missing", refusal({ message: missing }), true],
    ["not of another status", refusal({ status: 429, code: "invalid_encrypted_content" }), false],
    ["not as another item is missing", refusal({ status: 404, message: "Item with id 'msg_1' not found." }), false],
    ["not without words", refusal({}), false],
    ["not by words far behind", refusal({ message: `${"x ".repeat(2100)} encrypted content` }), false],
    ["not if there was no answer", { kind: "connection" }, false],
  ])("%s", (_, outcome, cannot) => {
    expect([loneIssuer.cannotRead(outcome), severalIssuers.cannotRead(outcome)]).toEqual([cannot, cannot]);
  });
});

test("answers are marked at the paths of responses, if there are several issuers", () => {
  const events = { onConnect() {}, onHeaders: () => true, onData: () => true, onComplete() {}, onError() {} };
  expect(severalIssuers.mark("/v1/responses", "one", events)).not.toBe(events);
  expect(severalIssuers.mark("/v1/responses/compact", "one", events)).not.toBe(events);
  expect(severalIssuers.mark("/v1/chat/completions", "one", events)).toBe(events);
  expect(loneIssuer.mark("/v1/responses", "one", events)).toBe(events);
});
