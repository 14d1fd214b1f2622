import { expect, test } from "vitest";
import { createNotFound } from "../../runtime/routing/not-found.ts";
import { bareRouter, httpBackend } from "../support/router.ts";

const models = ["gpt-4o", "gpt-4.1", "haiku", "llama3:8b"].map((id) => ({ id, owned_by: "openai" }));
const notFound = createNotFound({ ...bareRouter([httpBackend("openai", 0), httpBackend("azure", 1)]), models });

test.each([
  ["gpt-4p", 'The model "gpt-4p" does not exist. Did you mean "gpt-4o" or "gpt-4.1"?'],
  ["haiko", 'The model "haiko" does not exist. Did you mean "haiku"?'],
  ["qqqqqqqq", 'The model "qqqqqqqq" does not exist.'],
  ["opnai:m", 'There is no backend "opnai" for the model "opnai:m". Did you mean "openai"?'],
  ["opnai:vendor/m", 'There is no backend "opnai" for the model "opnai:vendor/m". Did you mean "openai"?'],
  ["llama3:8x", 'There is no backend "llama3" for the model "llama3:8x". Did you mean "llama3:8b"?'],
  ["qqqqqqqq:m", 'There is no backend "qqqqqqqq" for the model "qqqqqqqq:m".'],
])("%s", (name, message) => {
  expect(notFound(name)).toMatchObject({ status: 404, code: "model_not_found", param: "model", message });
});

test.each(["vendor/qqqqqqqq:free", ":qqqqqqqq", "/qqqqqqqq:free"])(
  "%s names no backend: only what stands before the first colon does, and without a slash",
  (name) => {
    expect(notFound(name).message).toBe(`The model "${name}" does not exist.`);
  },
);
