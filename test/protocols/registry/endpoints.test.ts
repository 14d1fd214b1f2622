/** The endpoints for clients: their paths, and the members of a body that hold a parameter. */
import { describe, expect, test } from "vitest";
import type { ParamName } from "../../../runtime/contract/params.ts";
import type { EndpointName } from "../../../runtime/contract/protocol.ts";
import { servedFrontends } from "../../../runtime/protocols/registry/endpoints.ts";
import { FOLDS } from "../../../runtime/protocols/registry/folds.ts";
import { PATH_SEGMENTS } from "../../../runtime/protocols/registry/path-segments.ts";

const NAMES: readonly ParamName[] = [
  "temperature",
  "top_p",
  "top_k",
  "max_tokens",
  "reasoning_effort",
  "verbosity",
  "seed",
  "service_tier",
  "presence_penalty",
  "frequency_penalty",
];
const ITSELF = Object.fromEntries(NAMES.map((name) => [name, [name]]));
const NOTHING = Object.fromEntries(NAMES.map((name) => [name, []]));
const modern = { maxTokensField: "max_completion_tokens" } as const;
const legacy = { maxTokensField: "max_tokens" } as const;

const served = (...names: readonly EndpointName[]) => servedFrontends((name) => names.includes(name));
const fieldsOf = (path: string, target: typeof modern | typeof legacy) => {
  const found = servedFrontends(() => true).find((frontend) => frontend.path === path);
  return Object.fromEntries(NAMES.map((name) => [name, found?.fieldsOf(name, target)]));
};

test("only what is served has its paths", () => {
  expect(served("responses", "embeddings").map(({ path }) => path)).toEqual([
    "/responses",
    "/embeddings",
    "/responses/compact",
    "/responses/input_tokens",
  ]);
  expect(served()).toEqual([]);
});

test("each endpoint has a protocol, if it has one, how its streams are folded, and the API's default model", () => {
  expect(
    servedFrontends(() => true).map(({ path, protocol, fold, defaultModel }) => [path, protocol, fold, defaultModel]),
  ).toEqual([
    ["/chat/completions", "chat", "chat", undefined],
    ["/responses", "responses", "responses", undefined],
    ["/embeddings", null, null, undefined],
    ["/completions", null, "completions", undefined],
    ["/moderations", null, null, "omni-moderation-latest"],
    ["/responses/compact", null, null, undefined],
    ["/responses/input_tokens", null, null, undefined],
  ]);
});

test("the first segment of a path is that of its endpoint", () => {
  for (const name of ["chat", "responses", "embeddings", "completions", "moderations"] as const)
    for (const { path } of served(name)) expect(path.split("/")[1]).toBe(PATH_SEGMENTS[name]);
  expect(PATH_SEGMENTS).toMatchObject({ images: "images", audio: "audio", realtime: "realtime" });
});

describe("the members for parameters", () => {
  test("of chat have the API's names; the limit has the target's, and the other one is removed", () => {
    expect(fieldsOf("/chat/completions", modern)).toEqual({
      ...ITSELF,
      max_tokens: ["max_completion_tokens", "max_tokens"],
    });
    expect(fieldsOf("/chat/completions", legacy)).toEqual({
      ...ITSELF,
      max_tokens: ["max_tokens", "max_completion_tokens"],
    });
  });

  test("of Responses may be within another member", () => {
    expect(fieldsOf("/responses", legacy)).toEqual({
      ...NOTHING,
      temperature: ["temperature"],
      top_p: ["top_p"],
      max_tokens: ["max_output_tokens"],
      reasoning_effort: ["reasoning.effort"],
      verbosity: ["text.verbosity"],
      service_tier: ["service_tier"],
    });
  });

  test("of text completions are those that the older API has", () => {
    const none = { reasoning_effort: [], verbosity: [], service_tier: [] };
    expect(fieldsOf("/completions", modern)).toEqual({ ...ITSELF, ...none });
  });

  test.each(["/embeddings", "/moderations", "/responses/compact", "/responses/input_tokens"])(
    "of %s are none",
    (path) => {
      expect(fieldsOf(path, modern)).toEqual(NOTHING);
    },
  );
});

test("a stream of each kind is folded into its own kind of answer", () => {
  const chunk = { id: "c", choices: [{ index: 0, delta: { content: "Hi" }, text: "Hi", finish_reason: "stop" }] };
  const completed = { type: "response.completed", response: { object: "response", output: [] } };
  const objectOf = (name: keyof typeof FOLDS, event: object) => {
    const fold = FOLDS[name]();
    fold.add(Buffer.from(`data: ${JSON.stringify(event)}\n\n`));
    const folded = fold.result();
    return folded.kind === "whole" ? JSON.parse(folded.body.toString()).object : folded.kind;
  };
  expect(objectOf("chat", chunk)).toBe("chat.completion");
  expect(objectOf("completions", chunk)).toBe("text_completion");
  expect(objectOf("responses", completed)).toBe("response");
});
