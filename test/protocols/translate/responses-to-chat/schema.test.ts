import { expect, test } from "vitest";
import { backOf } from "../support/translate-responses.ts";

test("what the API's schema requires is there, and what it has no null for is left out", () => {
  const bare = { type: "function", name: "now" };
  const strict = { type: "function", name: "then", parameters: {}, strict: true };
  const tools = [bare, strict, { type: "namespace", name: "crm", tools: [bare] }, { type: "web_search" }];
  const whole = backOf({ tools }).whole({ choices: [{ message: { content: "A" }, finish_reason: "stop" }] });
  const full = { ...bare, parameters: null, strict: null };
  expect(whole?.tools).toEqual([
    full,
    strict,
    { type: "namespace", name: "crm", tools: [full] },
    { type: "web_search" },
  ]);
  expect(whole).not.toHaveProperty("usage");
});
