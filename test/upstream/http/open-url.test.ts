import { expect, it } from "vitest";
import type { Text } from "../../../runtime/contract/text.ts";
import { anyHttpDriver } from "../../../runtime/upstream/http/any-driver.ts";
import { openUrl } from "../../../runtime/upstream/http/open-url.ts";
import { httpBackend } from "../../support/router.ts";

const ORIGINS = ["http://127.0.0.1:*", "http://*.internal:11434", "https://llm.example.com", "http://[::1]:*"];
const variable = { env: "URL", at: "config.yaml:4" };

function open(url: Text, path = "/v1") {
  return { ...httpBackend("local", 0), path, origin: { url, origins: ORIGINS } };
}

function read(value: string, path?: string): string {
  const url = openUrl(open([variable], path), { URL: value });
  return url.kind === "url" ? url.origin + url.path : url.problem;
}

it.each([
  ["http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"],
  ["http://127.0.0.1", "http://127.0.0.1/v1"],
  ["http://127.0.0.1:80/", "http://127.0.0.1/v1"],
  ["http://0x7f000001:9/api/", "http://127.0.0.1:9/api"],
  ["http://gpu-1.internal:11434/v1/", "http://gpu-1.internal:11434/v1"],
  ["HTTP://A.B.INTERNAL:11434", "http://a.b.internal:11434/v1"],
  ["https://llm.example.com:443/openai", "https://llm.example.com/openai"],
  [" http://[::1]:8000/v1\n", "http://[::1]:8000/v1"],
])("a URL that an origin takes: %j", (value, expected) => {
  expect(read(value)).toBe(expected);
});

it.each([
  "https://127.0.0.1:11434",
  "http://127.0.0.2:11434",
  "http://internal:11434",
  "http://.internal:11434",
  "http://a.internal",
  "http://a.internal:11435",
  "http://a.internal.evil.example:11434",
  "http://ainternal:11434",
  "https://llm.example.com:8443",
  "https://llm.example.com.",
  "https://xllm.example.com",
  "http://127.0.0.1.evil.example:1",
])("a URL that none takes: %s", (value) => {
  const { origin } = new URL(value);
  expect(read(value)).toBe(
    `URL (config.yaml:4): the base_url of the backend local leads to ${origin}. It may lead to: ${ORIGINS.join(", ")}.`,
  );
});

it.each([
  ["127.0.0.1:11434", "is not a URL"],
  ["sk-0123456789abcdef", "is not a URL"],
  ["ftp://127.0.0.1", "is not a URL"],
  ["http://", "is not a URL"],
  ["http://127.0.0.1\\@evil.example", "is not a URL"],
  ["http://127.0.0.1:1/a b", "is not a URL"],
  ["http://user:hunter2@127.0.0.1:1/v1", "has a user name or a password in it"],
  ["http://127.0.0.1:1/v1?key=hunter2", "has a `?` or a `#` in it"],
  ["http://127.0.0.1:1/v1#hunter2", "has a `?` or a `#` in it"],
  ["http://127.0.0.1:1/v1/chat/completions", "names one endpoint"],
])("what is no base URL is refused without being shown: %s", (value, about) => {
  const problem = read(value);
  expect(problem).toContain(`the base_url of the backend local ${about}`);
  expect(problem).not.toMatch(/hunter2|sk-0/);
});

it("variables may be parts of it", () => {
  const host = { env: "HOST", at: "config.yaml:4" };
  const url = ["http://", host, ".internal:11434/", { env: "TEAM", at: "config.yaml:4" }, "/v1"];
  expect(openUrl(open(url), { HOST: "gpu", TEAM: "a" })).toEqual({
    kind: "url",
    origin: "http://gpu.internal:11434",
    path: "/a/v1",
  });
  const elsewhere = openUrl(open(url), { HOST: "evil.example/", TEAM: "a" });
  expect(elsewhere).toMatchObject({ kind: "unusable", problem: expect.stringContaining("HOST, TEAM (config.yaml:4)") });
});

it("without its variable a backend has no instances and says why", () => {
  const driver = anyHttpDriver(open([variable]));
  expect(driver.instances({})).toEqual([]);
  expect(driver.unusable?.({})).toEqual([]);
  expect(driver.missing({})).toEqual([{ ...variable, purpose: "base_url of backend local", required: true }]);
  expect(driver.keyless()).toBe(
    'The backend "local" has no URL: the environment variable URL is not set on the server.',
  );
  expect(driver.instances({ URL: "http://127.0.0.1:1" })).toHaveLength(1);
});
