import { describe, expect, test } from "vitest";
import type { Settings } from "../../runtime/contract/settings.ts";
import { createForbidden, shownModels } from "../../runtime/routing/client-selectors.ts";
import { parseSelector } from "../../runtime/selector/parse.ts";
import { httpBackend } from "../support/router.ts";

const MODELS = [
  { id: "gpt-4o", owned_by: "openai" },
  { id: "openai:gpt-4o", owned_by: "openai" },
  { id: "fast", owned_by: "turnout" },
  { id: "openai:old", owned_by: "turnout" },
  { id: "llama3:8b", owned_by: "openai" },
];
const router = { backends: [httpBackend("openai", 0)], models: MODELS };
const server = (clientSelectors?: "targets" | "names"): Settings["server"] => ({
  host: "127.0.0.1",
  port: 0,
  maxBodyBytes: 1,
  ...(clientSelectors !== undefined && { clientSelectors }),
});

function allows(mode: "targets" | "names", model: string): boolean {
  const parsed = parseSelector(model);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return createForbidden(router, server(mode))?.(parsed.selector) === null;
}

test("nothing is forbidden unless the config says so", () => {
  expect(createForbidden(router, server())).toBe(null);
  expect(shownModels(router, server())).toBe(MODELS);
  expect(shownModels(router, server("targets"))).toBe(MODELS);
});

describe("a client may write", () => {
  test.each([
    ["fast", true, true],
    ["gpt-4o", true, true],
    ["llama3:8b", true, true],
    ["vendor/model:free", true, true],
    ["openai:old", true, true],
    ["openai:gpt-4o", true, false],
    ["openai.2:gpt-4o", true, false],
    ["fast?temperature=0", true, false],
    ["fast?no-such-parameter=1", true, false],
    ["[max_context=100]fast", false, false],
    ["a|b", false, false],
    ["a^b", false, false],
    ["a!b", false, false],
  ])("'%s' where targets are allowed: %s; where names are: %s", (model, targets, names) => {
    expect([allows("targets", model), allows("names", model)]).toEqual([targets, names]);
  });
});

test("a client that may write names is shown those", () => {
  expect(shownModels(router, server("names")).map(({ id }) => id)).toEqual([
    "gpt-4o",
    "fast",
    "openai:old",
    "llama3:8b",
  ]);
});
