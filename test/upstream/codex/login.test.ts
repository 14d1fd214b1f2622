import fc from "fast-check";
import { expect, test } from "vitest";
import { isExpired, isStale, readLogin } from "../../../runtime/upstream/codex/login/login.ts";
import { meaningOf } from "../../../runtime/upstream/codex/login/refresh.ts";
import { renewedText } from "../../../runtime/upstream/codex/login/renewed-text.ts";
import { jwt, login } from "./support/login-file.ts";

const NOW = Date.UTC(2026, 5, 1);

function read(fields: unknown) {
  const found = readLogin(typeof fields === "string" ? fields : JSON.stringify(fields));
  if (!found.ok) throw new Error(found.problem);
  return found.login;
}

test("the account is the file's, else that of a token", () => {
  const tokens = {
    access_token: jwt({ account: "of-access" }),
    refresh_token: "r",
    id_token: jwt({ account: "of-id" }),
  };
  expect(read({ tokens: { ...tokens, account_id: "of-file" } }).accountId).toBe("of-file");
  expect(read({ tokens }).accountId).toBe("of-id");
  expect(read({ tokens: { ...tokens, id_token: "no token" } }).accountId).toBe("of-access");
  expect(read({ tokens: { access_token: "opaque" } }).accountId).toBe(null);
});

test("a time that cannot be read is none", () => {
  expect(read({ ...login(), last_refresh: "nonsense" }).lastRefresh).toBeNull();
  expect(read({ ...login(), last_refresh: 20_240_101 }).lastRefresh).toBeNull();
});

test("tokens take precedence over an API key, and a key is better than nothing", () => {
  expect(read({ ...login(), OPENAI_API_KEY: "sk-x" }).kind).toBe("chatgpt");
  const key = read({ OPENAI_API_KEY: "sk-x", tokens: null, last_refresh: "2020-01-01T00:00:00Z" });
  expect(key).toMatchObject({ kind: "api_key", accessToken: "sk-x" });
  expect([isStale(key, NOW), isExpired(key, NOW)]).toEqual([false, false]);
  expect(readLogin('{"OPENAI_API_KEY":null}')).toEqual({ ok: false, problem: "holds no login" });
  expect(readLogin("")).toEqual({ ok: false, problem: "is not valid JSON" });
});

test("a byte order mark is ignored", () => {
  expect(read(`\uFEFF${JSON.stringify(login())}`).kind).toBe("chatgpt");
});

test.each([
  [{ expiresIn: 301 }, false, false],
  [{ expiresIn: 300 }, true, false],
  [{ expiresIn: 299 }, true, false],
  [{ expiresIn: 1 }, true, false],
  [{ expiresIn: 0 }, true, true],
  [{ expiresIn: -1 }, true, true],
])("a token that says when it expires (%j)", (options, stale, expired) => {
  const found = read(login({ ...options, now: NOW }));
  expect([isStale(found, NOW), isExpired(found, NOW)]).toEqual([stale, expired]);
});

test.each([
  ["2026-05-24T01:00:00Z", false],
  ["2026-05-24T00:00:00Z", true],
  ["2026-05-23T23:00:00.123456789Z", true],
  ["nonsense", false],
])("one that does not is judged by the last refresh (%s)", (last_refresh, stale) => {
  const found = read({ tokens: { access_token: "opaque", refresh_token: "r" }, last_refresh });
  expect([isStale(found, NOW), isExpired(found, NOW)]).toEqual([stale, false]);
});

test("no content of a file throws, and what is read from it can be sent", () => {
  const odd = fc.oneof(fc.jsonValue(), fc.constant("a\r\nb"), fc.constant("é"), fc.constant("eyJ.e30.x"), fc.string());
  const tokens = fc.record(
    { id_token: odd, access_token: odd, refresh_token: odd, account_id: odd },
    { requiredKeys: [] },
  );
  const file = fc.record(
    { OPENAI_API_KEY: odd, tokens: fc.oneof(tokens, odd), last_refresh: odd, auth_mode: odd },
    { requiredKeys: [] },
  );
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    file.map((fields) => JSON.stringify(fields)),
  );
  const cut = fc.tuple(text, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1)));
  fc.assert(
    fc.property(fc.oneof(text, cut), (given) => {
      const found = readLogin(given);
      if (!found.ok) {
        expect(found.problem).toMatch(/^(?:is|holds) /);
        return;
      }
      const { accessToken, accountId } = found.login;
      for (const value of [accessToken, accountId ?? "x"]) expect(value).toMatch(/^[\x21-\x7e]+$/);
      isStale(found.login, NOW);
    }),
    { numRuns: 2000 },
  );
});

test("every answer of the refresh endpoint has a meaning", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 999 }), fc.oneof(fc.string(), fc.json()), (status, body) => {
      expect(["fresh", "dead", "failed"]).toContain(meaningOf(status, body).kind);
    }),
  );
});

test.each(["\t", "  ", "    ", ""])("what is written keeps the file's indentation (%j)", (indent) => {
  const before = JSON.stringify({ ...login(), more: { x: 1 } }, null, indent);
  const fresh = { accessToken: "new", refreshToken: null, idToken: null };
  const after = renewedText(before, fresh, NOW);
  const { tokens, last_refresh: _, ...rest } = JSON.parse(before) as ReturnType<typeof login>;
  const renewed = { ...rest, tokens: { ...tokens, access_token: "new" }, last_refresh: "2026-06-01T00:00:00.000Z" };
  expect(JSON.parse(after)).toEqual(renewed);
  expect(after).toBe(JSON.stringify(JSON.parse(after), null, indent));
});
