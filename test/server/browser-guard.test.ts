import { describe, expect, test } from "vitest";
import { createBrowserGuard } from "../../runtime/clients/browser-guard.ts";
import { nameIn } from "../../runtime/clients/host-name.ts";
import type { ServerSettings } from "../../runtime/contract/settings.ts";

const settings = (more: Partial<ServerSettings> = {}): ServerSettings => ({
  host: "127.0.0.1",
  port: 8000,
  maxBodyBytes: 1,
  ...more,
});

const guarded = (more: Partial<ServerSettings> = {}) => {
  const guard = createBrowserGuard(settings(more), 0);
  if (guard === null) throw new Error("no guard");
  return guard;
};

describe("the Host of a server that is open on loopback", () => {
  test.each([
    "localhost",
    "localhost:8000",
    "LocalHost:1",
    "localhost.",
    "app.localhost:3000",
    "127.0.0.1",
    "127.0.0.1:8000",
    "127.9.9.9",
    "[::1]",
    "[::1]:8000",
    "[::ffff:127.0.0.1]:8000",
    "[::ffff:7f00:1]",
    "turnout.internal:99",
    "TURNOUT.internal.",
    "[fd00::1]:8000",
  ])("%s is allowed", (host) => {
    const guard = guarded({ allowedHosts: ["turnout.internal", "fd00::1"] });
    expect(guard({ host })).toBeNull();
    expect(guard({ host })).toBeNull();
  });

  test.each([
    "",
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "notlocalhost",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "evil.example#localhost",
    "localhost:8000, evil.example",
    "0.0.0.0:8000",
    "[::]:8000",
    "[::1",
    "::1",
    "[::1]evil.example",
    "10.0.0.1",
    "192.168.0.127",
    "[::ffff:10.0.0.1]",
    "[::ffff:7e00:1]",
    "localhost:80a",
    "sub.turnout.internal",
  ])("%s is not", (host) => {
    const guard = guarded({ allowedHosts: ["turnout.internal"] });
    expect(guard({ host })).toMatchObject({ status: 403, code: "host_not_allowed" });
    expect(guard({ host: "localhost" })).toBeNull();
    expect(guard({ host })?.status).toBe(403);
  });

  test("may be missing: only clients of HTTP/1.0 can leave it out", () => {
    expect(guarded()({})).toBeNull();
  });
});

describe("a web page", () => {
  const host = "localhost:8000";
  const refused = { status: 403, code: "origin_not_allowed" };

  test.each([
    ["of the server's own origin", { host, origin: "http://localhost:8000", "sec-fetch-site": "same-origin" }],
    ["of its own origin behind a proxy with TLS", { host, origin: "https://localhost:8000" }],
    ["whose address was typed in", { host, "sec-fetch-site": "none" }],
    ["of an origin that is allowed", { host, origin: "https://chat.example", "sec-fetch-site": "cross-site" }],
    ["that is a program", { host, origin: "vscode-webview://abc" }],
  ])("%s may use it", (_, headers) => {
    expect(guarded({ corsOrigins: ["https://chat.example", "vscode-webview://abc"] })(headers)).toBeNull();
  });

  test.each([
    ["of another site", { host, origin: "https://evil.example" }],
    ["of another port", { host, origin: "http://localhost:3000", "sec-fetch-site": "same-site" }],
    ["of another name of this machine", { host, origin: "http://127.0.0.1:8000" }],
    ["without an origin of its own", { host, origin: "null" }],
    ["with two origins", { host, origin: "http://localhost:8000, https://evil.example" }],
    ["of an origin that looks like an allowed one", { host, origin: "https://chat.example.evil.example" }],
    ["of an allowed host without TLS", { host, origin: "http://chat.example" }],
    ["of a file", { host, origin: "file://" }],
    ["that shows an image of it", { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
    ["of another port that shows an image of it", { host, "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" }],
    ["that calls itself the same", { host, origin: "http://localhost:8000", "sec-fetch-site": "cross-site" }],
    ["with an empty origin", { host, origin: "" }],
  ])("%s may not", (_, headers) => {
    expect(guarded({ corsOrigins: ["https://chat.example"] })(headers)).toMatchObject(refused);
  });
});

test("servers with keys need no guard, nor those that are open on purpose", () => {
  expect(createBrowserGuard(settings(), 1)).toBeNull();
  expect(createBrowserGuard(settings({ allowedHosts: ["a"] }), 1)).toBeNull();
  expect(createBrowserGuard(settings({ host: "0.0.0.0" }), 0)).toBeNull();
  const named = createBrowserGuard(settings({ host: "0.0.0.0", allowedHosts: ["a"] }), 0);
  expect([named?.({ host: "a:1" }), named?.({ host: "b" })?.status]).toEqual([null, 403]);
});

describe("a refusal says what to do", () => {
  const long = "a".repeat(300);

  test("of a host", () => {
    const message = (host: string) => guarded()({ host })?.message;
    expect(message("evil.example:80")).toMatch(/not as 'evil\.example:80'\. Add .*`server\.allowed_hosts`/);
    expect(message(long)).toContain(`'${"a".repeat(200)}'`);
  });

  test("of an origin, also where no host is named", () => {
    const message = (origin: string) => guarded()({ origin })?.message;
    expect(message("https://evil.example")).toMatch(
      /of the origin 'https:\/\/evil\.example' .*`server\.cors\.origins`/,
    );
    expect(message(long)).toContain(`'${"a".repeat(200)}'`);
  });

  test("of a page without an origin", () => {
    const message = guarded()({ host: "localhost", "sec-fetch-site": "cross-site" })?.message;
    expect(message).toMatch(/web pages of another origin may not use it\./);
  });
});

test.each([
  ["Api.Example.:8000", "api.example"],
  ["[::1]:8000", "::1"],
  ["[FD00::1]", "fd00::1"],
  ["", null],
  [":8000", null],
  ["a b", null],
])("the name in the host '%s' is %s", (host, name) => {
  expect(nameIn(host)).toBe(name);
});
