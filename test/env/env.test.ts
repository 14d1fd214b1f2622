import { describe, expect, it } from "vitest";
import type { Backend } from "../../runtime/contract/backend.ts";
import type { Keys } from "../../runtime/contract/http-backend.ts";
import type { Env } from "../../runtime/env/env.ts";
import { resolveText } from "../../runtime/env/text.ts";
import { checkEnv } from "../../runtime/server/check.ts";
import { secretsOf } from "../../runtime/server/secrets.ts";
import { driverOf } from "../../runtime/targets/driver-of.ts";
import { httpDriver } from "../../runtime/upstream/http/driver.ts";
import { mockDriver } from "../../runtime/upstream/mock/driver.ts";
import { mockBackend } from "../support/mock.ts";
import { bareRouter, httpBackend } from "../support/router.ts";

const drivers = { http: httpDriver, mock: mockDriver };
const instancesOf = (backend: Backend, env: Env) => driverOf(backend, drivers).instances(env);
const ref = (env: string, line = 1) => ({ env, at: `config.yaml:${line}` });
const listed: Keys = { kind: "listed", keys: [ref("A", 4), ref("B", 5), ref("C", 6)] };
const numbered: Keys = { kind: "numbered", prefix: ref("KEY_", 7) };

describe("a backend's instances", () => {
  it("are the keys that are set, each with its own number", () => {
    expect(instancesOf(httpBackend("openai", 0, { keys: listed }), { A: "one", B: " ", C: "three\n" })).toEqual([
      { name: "openai.1", number: 1, keyName: "A", secret: "one" },
      { name: "openai.3", number: 3, keyName: "C", secret: "three" },
    ]);
  });

  it("are the numbered variables from 1 to 99", () => {
    const env = { KEY_0: "x", KEY_2: "two", KEY_99: "last", KEY_100: "x", KEY_02: "x" };
    const found = instancesOf(httpBackend("openai", 0, { keys: numbered }), env);
    expect(found.map((instance) => [instance.name, instance.secret])).toEqual([
      ["openai.2", "two"],
      ["openai.99", "last"],
    ]);
  });

  it("are one if no key is needed", () => {
    const expected = [{ name: "mock.1", number: 1, keyName: null, secret: null }];
    expect(instancesOf(mockBackend(), {})).toEqual(expected);
    expect(instancesOf(httpBackend("mock", 0), {})).toEqual(expected);
  });

  it("are none when no key is set", () => {
    expect(instancesOf(httpBackend("openai", 0, { keys: listed }), {})).toEqual([]);
  });
});

it("a text gets its variables' values, and nothing for unset ones", () => {
  expect(resolveText("plain", {})).toBe("plain");
  expect(resolveText(["Bearer ", ref("TOKEN"), "/", ref("NONE")], { TOKEN: "t" })).toBe("Bearer t/");
});

describe("the check of the environment", () => {
  const router = bareRouter(
    [
      httpBackend("openai", 0, { keys: listed, headers: [["x-team", ["t-", ref("TEAM", 8)]]] }),
      httpBackend("groq", 1, { keys: numbered }),
      mockBackend({ index: 2 }),
    ],
    { auth: { enabled: true, keys: [ref("CLIENT", 20)] } },
  );

  it("names each unset variable with the line that refers to it", () => {
    expect(checkEnv(router, drivers, { B: "set" })).toEqual([
      { env: "A", at: "config.yaml:4", purpose: "key of backend openai", required: true },
      { env: "C", at: "config.yaml:6", purpose: "key of backend openai", required: true },
      { env: "TEAM", at: "config.yaml:8", purpose: "header x-team of backend openai", required: true },
      { env: "KEY_1", at: "config.yaml:7", purpose: "key of backend groq", required: true },
      { env: "CLIENT", at: "config.yaml:20", purpose: "key of the proxy's clients", required: true },
    ]);
  });

  it("names the Redis of a shared state, without which the server works too", () => {
    const sharing = bareRouter([mockBackend()], { state: ref("REDIS_URL", 9) });
    const purpose = "state stays in memory, shared with no other server";
    expect(checkEnv(sharing, drivers, { REDIS_URL: " " })).toEqual([
      { env: "REDIS_URL", at: "config.yaml:9", purpose, required: false },
    ]);
    expect(checkEnv(sharing, drivers, { REDIS_URL: "redis://localhost" })).toEqual([]);
  });

  it("passes if all is set, and for a numbered set if any one is", () => {
    expect(checkEnv(router, drivers, { A: "1", B: "2", C: "3", TEAM: "4", KEY_7: "5", CLIENT: "6" })).toEqual([]);
  });

  it("lists every value that must not be shown", () => {
    const env = {
      A: "secret-a",
      TEAM: "secret-t",
      KEY_2: "secret-2",
      CLIENT: "secret-c",
      TURNOUT_API_KEY: "secret-p",
      PATH: "x",
    };
    expect([...secretsOf(router, drivers, env)].sort()).toEqual([
      "secret-2",
      "secret-a",
      "secret-c",
      "secret-p",
      "secret-t",
    ]);
  });

  it("hides a Redis URL and its password, encoded and decoded, and a URL that is invalid", () => {
    const sharing = bareRouter([mockBackend()], { state: ref("REDIS_URL", 9) });
    const hidden = (url: string) => secretsOf(sharing, drivers, { REDIS_URL: url });
    expect(hidden("redis://ada:p%40ss@localhost")).toEqual(["redis://ada:p%40ss@localhost", "p%40ss", "p@ss"]);
    expect(hidden("redis://localhost:6379")).toEqual([]);
    expect(hidden("redis://:pass/word@localhost")).toEqual(["redis://:pass/word@localhost"]);
  });
});
