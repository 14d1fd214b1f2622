import { describe, expect, test } from "vitest";
import { headersDown, headersUp, headerText, keptBack } from "../../runtime/wire/headers.ts";

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
  const up = (client: Record<string, string | string[]>, withheld: readonly string[] = []) =>
    map(headersUp(client, OWN, keptBack(OWN, withheld)));
  const ours = { authorization: "Bearer ours", "X-Title": "ours", "content-type": "application/json" };

  test.each([
    ...HOP_BY_HOP,
    "host",
    "expect",
    "authorization",
    "api-key",
    "x-api-key",
    "cookie",
    "openai-organization",
    "openai-project",
    "chatgpt-account-id",
    "accept-encoding",
    "content-encoding",
    "x-turnout-route",
    "x-turnout-anything",
    "x-title",
  ])("a client's %s is not passed on", (name) => {
    expect(up({ [name]: "the client's" })).toEqual(ours);
  });

  test.each(["openai-beta", "accept", "user-agent", "x-request-id", "idempotency-key", "traceparent"])(
    "a client's %s is passed on",
    (name) => {
      expect(up({ [name]: "the client's" })).toEqual({ ...ours, [name]: "the client's" });
    },
  );

  test("what a backend withholds is not passed on either", () => {
    expect(up({ "x-session": "s" }, ["x-session"])).toEqual(ours);
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
    expect("x-private" in up({ connection, "x-private": "p" })).toBe(!named);
  });

  test("repeated headers are joined", () => {
    expect(up({ "x-list": ["a", "b"] })["x-list"]).toBe("a, b");
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
