import { expect, test } from "vitest";
import { editsFor } from "../../runtime/body/edits.ts";
import { readModel } from "../../runtime/body/read-model.ts";
import { writeBody } from "../../runtime/body/write-body.ts";
import type { HttpBackend } from "../../runtime/contract/http-backend.ts";
import type { Params } from "../../runtime/contract/params.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import { completions } from "../../runtime/protocols/endpoints/completions.ts";
import { embeddings } from "../../runtime/protocols/endpoints/embeddings.ts";
import type { Frontend } from "../../runtime/protocols/endpoints/frontend.ts";
import { flatten, payloadOf } from "../../runtime/wire/payload.ts";
import { ALL } from "../support/capabilities.ts";
import { httpBackend } from "../support/router.ts";

interface Case {
  readonly backend?: Partial<HttpBackend>;
  readonly frontend?: Frontend;
  readonly params?: Params;
  /** What the client sent beside the model. */
  readonly sent?: Record<string, unknown>;
}

/** What the upstream gets beside the model. */
function received({ backend = {}, frontend = chatEndpoint, params, sent = {} }: Case): Record<string, unknown> {
  const read = readModel(payloadOf([Buffer.from(JSON.stringify({ model: "m", ...sent }))]), null);
  if (!read.ok) throw new Error(read.error.message);
  const edits = editsFor({
    target: { ...ALL, ...backend, backend: httpBackend("b", 0, backend) },
    frontend,
    model: "m",
    params: params ?? null,
  });
  const payload = writeBody(read.body, "m", edits);
  const { model, ...fields } = JSON.parse(flatten(payload ?? payloadOf([])).toString()) as Record<string, unknown>;
  expect(model).toBe("m");
  return fields;
}

const all = {
  backend: {
    defaults: { temperature: 0.1 },
    modelDefaults: { m: { temperature: 0.2 } },
    forced: { temperature: 0.6 },
  },
  sent: { temperature: 0.4, extra_body: { temperature: 0.3 } },
  params: { temperature: 0.5 },
};

const precedence: readonly (readonly [what: string, given: Case, temperature: number])[] = [
  ["a default", { backend: { defaults: { temperature: 0.1 } } }, 0.1],
  ["model_defaults over a default", { backend: { ...all.backend, forced: {} } }, 0.2],
  [
    "extra_body over those",
    { backend: { ...all.backend, forced: {} }, sent: { extra_body: { temperature: 0.3 } } },
    0.3,
  ],
  ["the client's own field over extra_body", { backend: { ...all.backend, forced: {} }, sent: all.sent }, 0.4],
  ["the model string over the client's field", { ...all, backend: { ...all.backend, forced: {} } }, 0.5],
  ["what is forced over everything", all, 0.6],
  ["zero is a value: as a default", { backend: { defaults: { temperature: 0 } } }, 0],
  ["zero is a value: of the client's", { backend: { defaults: { temperature: 1 } }, sent: { temperature: 0 } }, 0],
  ["zero is a value: in the model string", { params: { temperature: 0 }, sent: { temperature: 1 } }, 0],
  ["zero is a value: forced", { backend: { forced: { temperature: 0 } }, params: { temperature: 1 } }, 0],
  [
    "another model's defaults are not its own",
    { backend: { defaults: { temperature: 0.1 }, modelDefaults: { n: { temperature: 2 } } } },
    0.1,
  ],
];

test.each(precedence)("%s", (_, given, temperature) => {
  expect(received(given)).toEqual({ temperature });
});

test("each parameter has its own precedence", () => {
  const backend = {
    defaults: { temperature: 0.1, top_p: 0.9 },
    modelDefaults: { m: { seed: 1 } },
    forced: { top_k: 4 },
  };
  expect(received({ backend, params: { top_p: 0.5 }, sent: { seed: 2, stream: true } })).toEqual({
    temperature: 0.1,
    top_p: 0.5,
    seed: 2,
    top_k: 4,
    stream: true,
  });
});

test("nothing to set: no edit, and the client's bytes are unchanged", () => {
  expect(
    editsFor({ target: { ...ALL, backend: httpBackend("b", 0) }, frontend: chatEndpoint, model: "m", params: null }),
  ).toEqual([]);
});

test("a model named like a member of Object.prototype has no defaults", () => {
  for (const model of ["constructor", "__proto__", "toString"])
    expect(
      editsFor({ target: { ...ALL, backend: httpBackend("b", 0) }, frontend: chatEndpoint, model, params: null }),
    ).toEqual([]);
});

const LEGACY = { maxTokensField: "max_tokens" } as const;
const names: readonly (readonly [what: string, given: Case, fields: Record<string, unknown>])[] = [
  ["has the name of today", { params: { max_tokens: 5 } }, { max_completion_tokens: 5 }],
  ["has the name that the backend knows", { backend: LEGACY, params: { max_tokens: 5 } }, { max_tokens: 5 }],
  [
    "takes the place of the other name",
    { params: { max_tokens: 5 }, sent: { max_tokens: 9 } },
    { max_completion_tokens: 5 },
  ],
  [
    "takes the place of both",
    { params: { max_tokens: 5 }, sent: { max_tokens: 9, max_completion_tokens: 8 } },
    { max_completion_tokens: 5 },
  ],
  [
    "as a default leaves the other name",
    { backend: { defaults: { max_tokens: 5 } }, sent: { max_tokens: 9 } },
    { max_tokens: 9 },
  ],
  ["in completions has one name only", { frontend: completions, params: { max_tokens: 5 } }, { max_tokens: 5 }],
];
test.each(names)("max_tokens %s", (_, given, fields) => {
  expect(received(given)).toEqual(fields);
});

test("an endpoint without the parameter does not receive it", () => {
  expect(received({ frontend: embeddings, params: { temperature: 1 }, backend: { forced: { seed: 1 } } })).toEqual({});
  expect(received({ frontend: completions, params: { verbosity: "low", temperature: 1 } })).toEqual({ temperature: 1 });
});
