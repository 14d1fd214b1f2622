import { describe, expect, it } from "vitest";
import { type Authenticator, createAuthenticator } from "../../runtime/clients/authenticator.ts";
import { isLoopback, openness } from "../../runtime/clients/openness.ts";
import type { GatewayError } from "../../runtime/errors.ts";
import type { ClientApi, WithKey } from "../../runtime/protocols/client-api.ts";
import { openaiApi } from "../../runtime/protocols/openai/client-api.ts";

const KEYS = [
  { env: "TEAM_A", at: "config.yaml:9" },
  { env: "TEAM_B", at: "config.yaml:10" },
];
const ENV = { TEAM_A: "key-a", TEAM_B: "key-b\n", TURNOUT_API_KEY: "key-t" };

/** null if the request may be served. */
function refusalOf(auth: Authenticator, request: WithKey, api: ClientApi = openaiApi): GatewayError | null {
  const admission = auth.check(request, api);
  return admission.kind === "refused" ? admission.error : null;
}

describe("an authenticator", () => {
  const auth = createAuthenticator({ enabled: true, keys: KEYS }, ENV);
  const refusal = (headers: Record<string, string>) => refusalOf(auth, { headers });

  it.each([
    ["a configured key", { authorization: "Bearer key-a" }],
    ["another", { authorization: "Bearer key-b" }],
    ["TURNOUT_API_KEY", { authorization: "Bearer key-t" }],
    ["the scheme in any case", { authorization: "bEARER  key-a " }],
    ["api-key", { "api-key": "key-a" }],
    ["x-api-key", { "x-api-key": "key-a" }],
    ["a right x-api-key beside a foreign Authorization", { authorization: "Bearer other", "x-api-key": "key-a" }],
  ])("accepts %s", (_name, headers) => {
    expect(refusal(headers)).toBeNull();
  });

  it.each([
    ["that of its variable", { authorization: "Bearer key-b" }, "TEAM_B"],
    ["that of the first right key", { authorization: "Bearer other", "x-api-key": "key-t" }, "TURNOUT_API_KEY"],
  ])("names a client's key: %s", (_name, headers, key) => {
    expect(auth.check({ headers }, openaiApi)).toEqual({ kind: "admitted", key });
  });

  it.each<[string, Record<string, string>]>([
    ["nothing", {}],
    ["a wrong key", { authorization: "Bearer key-x" }],
    ["a key's beginning", { authorization: "Bearer key-" }],
    ["a key and more", { authorization: "Bearer key-aa" }],
    ["another scheme", { authorization: "Basic key-a" }],
    ["a key without its scheme", { authorization: "key-a" }],
    ["an empty key", { authorization: "Bearer ", "x-api-key": "", "api-key": "" }],
    ["two keys in one header", { "x-api-key": "key-a, key-b" }],
  ])("rejects %s", (_name, headers) => {
    expect(refusal(headers)).toMatchObject({
      code: "invalid_api_key",
      message: expect.stringContaining("`Authorization: Bearer KEY`"),
    });
  });

  it("accepts everyone when auth is off, whatever keys there are", () => {
    expect(refusalOf(createAuthenticator({ enabled: false, keys: KEYS }, ENV), { headers: {} })).toBeNull();
  });

  it("reads a key where the client's API has it, and says how to send it there", () => {
    const google: ClientApi = {
      ...openaiApi,
      keysIn: ({ headers, url }) => [headers["x-goog-api-key"], new URLSearchParams(url?.split("?")[1]).get("key")],
      keyForm: "x-goog-api-key: KEY",
    };
    expect(refusalOf(auth, { headers: { "x-goog-api-key": "key-a" } }, google)).toBeNull();
    expect(refusalOf(auth, { headers: {}, url: "/x?alt=sse&key=key%2Da" }, google)).toBeNull();
    expect(refusalOf(auth, { headers: {}, url: "/x?key=key-a" }, openaiApi)).toMatchObject({ status: 401 });
    expect(refusalOf(auth, { headers: { authorization: "Bearer key-a" }, url: "/x" }, google)?.message).toContain(
      "`x-goog-api-key: KEY`",
    );
  });

  it("accepts TURNOUT_API_KEY without any config, and treats blank as unset", () => {
    const auth = { enabled: true, keys: [] };
    const refusal = (key: string) => refusalOf(createAuthenticator(auth, { TURNOUT_API_KEY: key }), { headers: {} });
    expect(refusal("k")).toMatchObject({ status: 401 });
    expect(refusal(" ")).toBeNull();
  });
});

describe("who may use the server", () => {
  const none = { enabled: true, keys: 0, configured: [] };

  it("holders of a key, on any host", () => {
    expect(openness({ ...none, keys: 1, host: "0.0.0.0" })).toEqual({ kind: "keys" });
  });

  it("this machine, with a notice, if there is no key", () => {
    expect(openness({ ...none, host: "127.0.0.1" })).toMatchObject({
      kind: "open",
      notice: expect.stringContaining("TURNOUT_API_KEY"),
    });
  });

  it("nobody on another host without a key; the error names what to set", () => {
    const refusal = openness({ ...none, host: "0.0.0.0" });
    expect(refusal).toMatchObject({ kind: "refuse", message: expect.stringMatching(/0\.0\.0\.0.*TURNOUT_API_KEY/) });
  });

  it("everyone if the config says so", () => {
    expect(openness({ ...none, enabled: false, host: "0.0.0.0" }).kind).toBe("open");
  });

  it("nobody, not even on this machine, if the config names keys that are all unset", () => {
    const refusal = openness({ ...none, configured: KEYS, host: "127.0.0.1" });
    expect(refusal).toMatchObject({ kind: "refuse", message: expect.stringContaining("TEAM_A (config.yaml:9)") });
  });

  it("nobody without a key, if every web page may use it", () => {
    const all = { ...none, host: "127.0.0.1", corsOrigins: ["https://a.example", "*"] };
    for (const open of [all, { ...all, enabled: false }, { ...all, enabled: false, keys: 1 }]) {
      expect(openness(open)).toMatchObject({
        kind: "refuse",
        message: expect.stringContaining('cors.origins has "*"'),
      });
    }
    expect(openness({ ...all, keys: 1 })).toEqual({ kind: "keys" });
    expect(openness({ ...all, corsOrigins: ["https://a.example"] }).kind).toBe("open");
  });

  it("this machine, if the only configured key is the optional one", () => {
    const configured = [{ env: "TURNOUT_API_KEY", at: "config.yaml:3" }];
    expect(openness({ ...none, configured, host: "localhost" }).kind).toBe("open");
  });

  it.each([
    ["127.0.0.1", true],
    ["127.8.9.1", true],
    ["::1", true],
    ["[::1]", true],
    ["LOCALHOST", true],
    ["0.0.0.0", false],
    ["::", false],
    ["10.0.0.1", false],
    ["127.0.0.1.example.com", false],
    ["localhost.example.com", false],
  ])("%s is loopback: %s", (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
