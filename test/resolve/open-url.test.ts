import { expect, it } from "vitest";
import { findingsOf, irOf } from "./compile-config.ts";

it.each([
  ['base_url: "http://localhost:11434/v1", origins: ["http://localhost:11434"]', 'conflicting-keys@1 "origins"'],
  [
    'base_url: "${URL}", origins: ["http://gpu.example.com:11434"]',
    'plain-http@1 "\\"http://gpu.example.com:11434\\""',
  ],
  ['base_url: "${URL}/responses", origins: ["http://gpu:11434"]', 'bad-url@1 "\\"${URL}/responses\\""'],
])("reports what is wrong with %s", (part, finding) => {
  expect(findingsOf(`backends: { x: { type: vllm, models: [m], ${part} } }`)).toEqual([finding]);
});

it("takes a URL with variables, and one without a path has that of the type", () => {
  const ir = irOf('backends: { x: { type: vllm, base_url: "${URL}", origins: ["HTTP://*.Internal:80"] } }');
  const url = [{ env: "URL", at: "config.yaml:1" }];
  expect(ir.backends[0]?.backend).toMatchObject({ origin: { url, origins: ["http://*.internal"] }, path: "/v1" });
  expect(ir.environment).toMatchObject([{ env: "URL", required: true }]);
});
