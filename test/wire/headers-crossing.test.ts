import { describe, expect, test } from "vitest";
import { forwardedNames } from "../../runtime/wire/forwarded-names.ts";
import { headersDown, headersUp, headerText } from "../../runtime/wire/headers.ts";

/** Names and values as a map, each name once. */
function map(headers: readonly string[]): Record<string, string> {
  const names = headers.filter((_, index) => index % 2 === 0);
  expect(new Set(names).size).toBe(names.length);
  return Object.fromEntries(names.map((name, index) => [name, headers[2 * index + 1] ?? ""]));
}

const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-length",
];

describe("to the upstream", () => {
  const OWN = ["authorization", "Bearer ours", "X-Title", "ours"];
  const up = (client: Record<string, string | string[]>, more: readonly string[] = []) =>
    map(headersUp(client, OWN, forwardedNames(OWN, more.length === 0 ? null : (name) => more.includes(name))));
  const ours = { authorization: "Bearer ours", "X-Title": "ours", "content-type": "application/json" };

  const credentials = ["authorization", "api-key", "x-api-key", "x-goog-api-key", "cookie", "x-auth-token"];
  const accounts = ["openai-organization", "openai-project", "chatgpt-account-id"];
  const identities = [
    "cf-access-jwt-assertion",
    "x-goog-iap-jwt-assertion",
    "x-amzn-oidc-data",
    "x-auth-request-email",
  ];
  const proxies = [
    "x-forwarded-for",
    "x-forwarded-host",
    "forwarded",
    "via",
    "cf-ray",
    "cf-connecting-ip",
    "x-real-ip",
  ];
  const browsers = ["origin", "referer", "sec-fetch-mode", "sec-ch-ua", "user-agent", "accept-language"];
  const conditions = ["if-none-match", "if-modified-since", "range"];
  const unknown = [
    "x-request-id",
    "x-custom",
    "x-codex",
    "x-stainless",
    "openai",
    "x-codex-auth",
    "x-stainless-api-key",
  ];

  test.each([
    ...HOP_BY_HOP,
    ...["host", "expect", "accept-encoding", "content-encoding", "x-turnout-route", "x-turnout-anything", "x-title"],
    ...[...credentials, ...accounts, ...identities, ...proxies, ...browsers, ...conditions, ...unknown],
  ])("a client's %s is not passed on", (name) => {
    expect(up({ [name]: "the client's" })).toEqual(ours);
  });

  test.each([
    ...["accept", "content-language", "content-disposition", "openai-beta", "idempotency-key", "x-client-request-id"],
    ...["originator", "session_id", "session-id", "conversation_id", "thread-id", "x-codex-turn-state"],
    ...["x-stainless-lang", "x-stainless-retry-count", "traceparent", "tracestate", "baggage"],
  ])("a client's %s is passed on", (name) => {
    expect(up({ [name]: "the client's" })).toEqual({ ...ours, [name]: "the client's" });
  });

  test("what a backend takes beyond that is passed on, but never in place of its own headers", () => {
    expect(up({ "x-custom": "c", "x-title": "t" }, ["x-custom", "x-title"])).toEqual({ ...ours, "x-custom": "c" });
  });

  test("many names, and long ones, are decided like any other", () => {
    const asked = new Set<string>();
    const forwards = forwardedNames([], (name) => {
      asked.add(name);
      return name.endsWith("7");
    });
    const names = Array.from({ length: 2000 }, (_, i) => `x-${"n".repeat(i % 100)}-${i}`);
    for (const _ of [1, 2]) expect(names.filter(forwards)).toEqual(names.filter((name) => name.endsWith("7")));
    expect(asked.size).toBe(names.length);
  });

  test.each([
    ["X-Private", true],
    ["keep-alive, x-private", true],
    ["a,x-private ,b", true],
    ["keep-alive", false],
    ["close", false],
    ["x-private-too", false],
    ["", false],
  ])("headers listed in Connection are not passed on: %j", (connection, named) => {
    expect("x-private" in up({ connection, "x-private": "p" }, ["x-private"])).toBe(!named);
  });

  test("repeated headers are joined", () => {
    expect(up({ "x-stainless-list": ["a", "b"] })["x-stainless-list"]).toBe("a, b");
  });

  test("the client's content type is kept", () => {
    expect(up({ "content-type": "text/plain" })["content-type"]).toBe("text/plain");
  });
});

describe("to the client", () => {
  test.each([
    ...HOP_BY_HOP,
    "date",
    "set-cookie",
    "set-cookie2",
    "authorization",
    "api-key",
    "x-api-key",
    "alt-svc",
    "strict-transport-security",
    "openai-organization",
    "openai-project",
    "x-turnout-route",
  ])("an upstream's %s is not passed on", (name) => {
    expect(headersDown([name, "the upstream's", "x-other", "1"]).pass).toEqual(["x-other", "1"]);
  });

  test("all others are, the request id under another name", () => {
    const raw = ["x-ratelimit-remaining", "1", "openai-version", "v", "x-request-id", "r"];
    expect(headersDown(raw).pass).toEqual([...raw.slice(0, 4), "x-upstream-request-id", "r"]);
  });

  test("headers listed in any Connection are not passed on", () => {
    const raw = ["x-one", "1", "connection", "X-One", "connection", "close, x-two", "x-two", "2", "x-three", "3"];
    expect(headersDown(raw).pass).toEqual(["x-three", "3"]);
  });

  test.each([
    [["content-type", "Text/Event-Stream"], "text/event-stream", false],
    [["content-encoding", "gzip"], "", true],
    [["content-encoding", "identity"], "", false],
    [[], "", false],
  ])("%j", (raw, contentType, encoded) => {
    expect(headersDown(raw)).toMatchObject({ contentType, encoded, pass: raw });
  });
});

test.each([
  ["plain ~text", "plain ~text"],
  ["a\r\nb", "a%0D%0Ab"],
  ["é🙂", "%C3%A9%F0%9F%99%82"],
])("%j is safe as %s", (text, safe) => {
  expect(headerText(text)).toBe(safe);
});
