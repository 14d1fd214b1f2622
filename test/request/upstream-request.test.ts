/** The request that one target gets: its path, its headers, its body, and what is translated or cannot be. */
import { describe, expect, test } from "vitest";
import type { Rules } from "../../runtime/contract/route.ts";
import { gatewayError } from "../../runtime/errors.ts";
import { completions } from "../../runtime/protocols/endpoints/completions.ts";
import { embeddings } from "../../runtime/protocols/endpoints/embeddings.ts";
import { responsesEndpoint } from "../../runtime/protocols/responses/endpoint.ts";
import { type RequestInput, requestFor } from "../../runtime/request/upstream-request.ts";
import type { Attempt } from "../../runtime/targets/attempt.ts";
import type { Adapt, AdaptInput } from "../../runtime/wire/adapt.ts";
import { forwardedNames } from "../../runtime/wire/forwarded-names.ts";
import { flatten } from "../../runtime/wire/payload.ts";
import { isStream, type UpstreamRequest } from "../../runtime/wire/upstream.ts";
import { type Asking, createHarness } from "../support/attempt-harness.ts";
import { bodyOfText } from "../support/bodies.ts";
import { fakeResponse } from "../support/fake-response.ts";
import type { TargetOptions } from "../support/scripted-target.ts";

interface Asked extends Asking, Partial<Pick<RequestInput, "asStream">>, TargetOptions {
  readonly params?: Attempt["params"];
}

/** What the target `a:upstream-model` is sent of this body. */
function make(body: string | object, { params = null, asStream = false, ...asked }: Asked = {}) {
  const { targets, tools, contextFor } = createHarness();
  const target = targets.target("a:upstream-model", [], asked);
  const forwards = forwardedNames(target.endpoint.headers, null);
  return requestFor({
    context: contextFor(asked, fakeResponse()),
    body: bodyOfText(typeof body === "string" ? body : JSON.stringify(body)),
    attempt: { ...target, endpoint: { ...target.endpoint, forwards }, params },
    routeTo: tools.routeTo,
    issuers: null,
    headerFields: null,
    bare: false,
    asStream,
    now: 1_700_000_000,
    newId: () => "new",
  });
}

function made(body: string | object, asked: Asked = {}) {
  const result = make(body, asked);
  if (result.kind !== "made") throw new Error(result.error.message);
  return { ...result, text: textOf(result.request) };
}

function refusal(body: string | object, asked: Asked = {}) {
  const result = make(body, asked);
  return result.kind === "refused" ? { code: result.error.code, message: result.error.message } : null;
}

function textOf({ body }: UpstreamRequest): string {
  return body === null || isStream(body) ? "" : flatten(body).toString("utf8");
}

function headersOf({ headers }: UpstreamRequest, name: string): readonly string[] {
  return headers.filter((_, at) => at % 2 === 1 && headers[at - 1] === name);
}

const CHAT = { model: "gpt", messages: [{ role: "user", content: "hi" }] };
const RESPONSES = { model: "gpt", input: "hi" };
const TRANSLATED: Asked = { frontend: responsesEndpoint, endpoint: { protocols: ["chat"] } };

describe("a target that speaks the client's protocol", () => {
  test("gets the client's bytes, with its own model", () => {
    const { request, text, back, warnings } = made('{ "model" : "gpt",\n"n": 1.0, "other":[ ] }');
    expect(text).toBe('{ "model" : "upstream-model",\n"n": 1.0, "other":[ ] }');
    expect(request).toMatchObject({ method: "POST", path: "/v1/chat/completions", timeouts: null });
    expect([back, warnings]).toEqual([null, []]);
  });

  test("gets its credentials, and the client's headers that concern it", () => {
    const headers = {
      "openai-beta": "x=1",
      authorization: "Bearer sk-client",
      "content-type": "application/json; v=2",
    };
    const { request } = made(CHAT, { headers, endpoint: { headers: ["authorization", "Bearer sk-own"] } });
    expect(headersOf(request, "openai-beta")).toEqual(["x=1"]);
    expect(headersOf(request, "content-type")).toEqual(["application/json; v=2"]);
    expect(headersOf(request, "authorization")).toEqual(["Bearer sk-own"]);
  });

  test("gets the time limits of its route", () => {
    const timeouts: Rules["timeouts"] = { connect: 3, streamIdle: 7 };
    expect(made(CHAT, { rules: { timeouts } }).request.timeouts).toEqual(timeouts);
    expect(made(CHAT, { rules: { affinity: "session" } }).request.timeouts).toBeNull();
  });

  test("gets the parameters of the model string, and no warning about those that it has", () => {
    const { text, warnings } = made(CHAT, { params: { temperature: 0.5 } });
    expect(JSON.parse(text)).toEqual({ ...CHAT, model: "upstream-model", temperature: 0.5 });
    expect(warnings).toEqual([]);
  });

  test("is asked for a stream if the answer must come as one, whatever the client asked for", () => {
    const { text, request } = made({ ...CHAT, stream: false }, { asStream: true, params: { temperature: 0.5 } });
    expect(headersOf(request, "accept-encoding")).toEqual(["identity"]);
    expect(JSON.parse(text)).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.5,
      messages: CHAT.messages,
    });
    expect(JSON.parse(made(CHAT).text)).not.toHaveProperty("stream");
  });

  test("is not sent a parameter that the endpoint does not have: a warning says so", () => {
    const { text, warnings } = made({ model: "gpt", input: "hi" }, { frontend: embeddings, params: { seed: 1 } });
    expect(JSON.parse(text)).toEqual({ model: "upstream-model", input: "hi" });
    expect(warnings).toEqual(["seed: not a parameter of /embeddings, ignored"]);
    expect(made({ model: "gpt" }, { frontend: completions, params: { seed: 1 } }).warnings).toEqual([]);
  });
});

describe("a request cannot be made", () => {
  const pad = "x".repeat(9000);

  test("for a target that has no such endpoint", () => {
    expect(refusal({ model: "gpt" }, { frontend: embeddings, endpoint: { otherEndpoints: false } })).toEqual({
      code: "unsupported_endpoint",
      message: 'The backend "a" has no /embeddings.',
    });
  });

  test.each<readonly [string, Asked]>([
    ["with parameters", { params: { seed: 1 } }],
    ["that is translated", TRANSLATED],
    ["that is adapted", { endpoint: { adapt: ({ fields }) => ({ fields, headers: [], warnings: [] }) } }],
  ])("%s, of a body that turns out not to be JSON", (_, asked) => {
    expect(refusal(`{"model":"gpt","pad":"${pad}",oops}`, asked)).toMatchObject({
      code: "invalid_json",
      message: expect.stringContaining("could not be read as JSON"),
    });
  });

  test("that is adapted and nests deeper than a parsed body may", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const body = `{"model":"gpt","pad":"${pad}","x":${deep}}`;
    const adapt: Adapt = ({ fields }) => ({ fields, headers: [], warnings: [] });
    expect(refusal(body, { endpoint: { adapt } })).toMatchObject({
      code: "body_too_complex",
      message: expect.stringContaining("nests deeper than the 500 levels"),
    });
  });

  test("if its translation would mean something else", () => {
    const conversation = { ...RESPONSES, conversation: "conv_1" };
    expect(refusal(conversation, TRANSLATED)?.code).toBe("unsupported_parameter");
  });

  test("if its target cannot do what it asks for", () => {
    const error = gatewayError("unsupported_parameter", "There is no seed here.", "seed");
    expect(make(CHAT, { endpoint: { adapt: () => ({ refused: error }) } })).toEqual({ kind: "refused", error });
  });
});

describe("a target of another protocol", () => {
  test("gets the request translated, at its own endpoint, with its own model and its own names of parameters", () => {
    const { request, text, back } = made(RESPONSES, { ...TRANSLATED, params: { max_tokens: 9 } });
    expect(request.path).toBe("/v1/chat/completions");
    expect(JSON.parse(text)).toMatchObject({
      model: "upstream-model",
      messages: [{ role: "user", content: "hi" }],
      max_completion_tokens: 9,
    });
    expect(request.body).toMatchObject({ length: Buffer.byteLength(text) });
    expect(back).not.toBeNull();
  });

  test("gets JSON, whatever the client called its own", () => {
    const headers = { "content-type": "text/json; charset=utf-8", "openai-beta": "x=1" };
    const { request } = made(RESPONSES, { ...TRANSLATED, headers });
    expect(headersOf(request, "content-type")).toEqual(["application/json"]);
    expect(headersOf(request, "accept-encoding")).toEqual(["identity"]);
    expect(headersOf(request, "openai-beta")).toEqual(["x=1"]);
  });

  test("gives an answer that is one of the client's, and of the time at which it was asked", () => {
    const { back } = made(RESPONSES, TRANSLATED);
    if (back === null) throw new Error("not translated");
    const encoder = back.encode.whole();
    const message = { role: "assistant", content: "hello" };
    back.decode(encoder.sink).whole({ choices: [{ index: 0, message, finish_reason: "stop" }] });
    const answer = JSON.parse(encoder.text() ?? "");
    expect(answer).toMatchObject({ object: "response", created_at: 1_700_000_000, status: "completed" });
    expect(answer.id).toContain("new");
  });

  test("is asked for a stream, and for what its translation needs of one", () => {
    const whole = JSON.parse(made(RESPONSES, TRANSLATED).text);
    expect(whole).not.toHaveProperty("stream", true);
    const stream = JSON.parse(made(RESPONSES, { ...TRANSLATED, asStream: true }).text);
    expect(stream).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  test("is warned about: parameters that it does not have first, then what was left out", () => {
    const warnings = ["dropped"];
    const adapt: Adapt = ({ fields }) => ({ fields, headers: [], warnings });
    const { warnings: all } = made(
      { ...CHAT, logit_bias: { 1: 2 } },
      { endpoint: { protocols: ["responses"], adapt }, params: { seed: 1 } },
    );
    expect(all).toEqual([
      "seed: not a parameter of /responses, ignored",
      expect.stringContaining("logit_bias"),
      "dropped",
    ]);
  });
});

describe("a target that differs from the API", () => {
  /** What its adapter gets to see. */
  function seen(body: object, asked: Asked = {}) {
    const inputs: AdaptInput[] = [];
    const adapt: Adapt = (input) => {
      inputs.push(input);
      return {
        fields: { ...input.fields, adapted: true },
        headers: ["originator", "ours", "session_id", "s"],
        warnings: ["dropped"],
      };
    };
    const result = made(body, { ...asked, endpoint: { ...asked.endpoint, adapt } });
    return { ...result, input: inputs[0] };
  }

  test("gets the adapted body, and the adapter's headers instead of the client's", () => {
    const headers = { originator: "theirs", "openai-beta": "x=1", "content-type": "text/plain" };
    const { request, text, warnings, back } = seen(CHAT, { headers });
    expect(JSON.parse(text)).toEqual({ ...CHAT, model: "upstream-model", adapted: true });
    const { headers: list } = request;
    expect(list.length % 2).toBe(0);
    expect(list).not.toContain("");
    for (const [name, values] of Object.entries({
      originator: ["ours"],
      session_id: ["s"],
      "content-type": ["application/json"],
      "openai-beta": ["x=1"],
    })) {
      expect(headersOf(request, name)).toEqual(values);
    }
    expect(list).not.toContain(undefined);
    expect([warnings, back]).toEqual([["dropped"], null]);
  });

  test("is shown what would be sent, the client's headers and its session", () => {
    const headers = { "x-session-id": "from a header" };
    expect(seen({ ...CHAT, user: "u1" }, { headers, params: { seed: 3 } }).input).toMatchObject({
      fields: { model: "upstream-model", user: "u1", seed: 3 },
      model: "upstream-model",
      headers,
      session: "from a header",
    });
    expect(seen({ ...CHAT, user: "u1" }).input?.session).toBe("u1");
    expect(seen({ ...CHAT, user: "u1" }, { session: "known" }).input?.session).toBe("known");
  });

  test("is asked for a stream if the answer must come as one", () => {
    expect(JSON.parse(seen(CHAT, { asStream: true }).text)).toMatchObject({ stream: true });
    expect(JSON.parse(seen(CHAT).text)).not.toHaveProperty("stream");
  });
});
