import { describe, expect, test } from "vitest";
import { onceAToken } from "../../../runtime/upstream/codex/login/once-a-token.ts";
import { createRefresh, meaningOf, type Refreshed } from "../../../runtime/upstream/codex/login/refresh.ts";
import type { UpstreamEvents, UpstreamRequest } from "../../../runtime/wire/upstream.ts";
import { fakeClock } from "../../support/fake-clock.ts";

const URL_ = new URL("https://auth.example/oauth/token?a=b");

/** A refresh whose upstream answers as the test chooses. */
function start() {
  const clock = fakeClock();
  const sent: UpstreamRequest[] = [];
  const results: Refreshed[] = [];
  let events: UpstreamEvents | null = null;
  let aborted = 0;
  const upstream = {
    dispatch(request: UpstreamRequest, to: UpstreamEvents) {
      sent.push(request);
      events = to;
      to.onConnect(() => {
        aborted++;
        to.onError(new Error("aborted"));
      });
    },
    close: () => Promise.resolve(),
  };
  createRefresh({ upstream, url: URL_, clock })("rt-1", (result) => results.push(result));
  const to = (): UpstreamEvents => events ?? expect.fail("nothing was sent");
  const answer = (status: number, ...chunks: string[]) => {
    to().onHeaders(status, [], () => {});
    for (const chunk of chunks) to().onData(Buffer.from(chunk));
    to().onComplete();
  };
  return { clock, sent, results, to, answer, aborted: () => aborted };
}

describe("a refresh", () => {
  test("is sent as the Codex CLI sends it", () => {
    const { sent } = start();
    const [{ body, ...request } = expect.fail()] = sent;
    expect(request).toEqual({
      method: "POST",
      path: "/oauth/token?a=b",
      once: true,
      headers: ["content-type", "application/json", "accept", "application/json", "connection", "close"],
    });
    const pieces = body !== null && "pieces" in body ? body.pieces : [];
    expect(JSON.parse(Buffer.concat(pieces).toString())).toEqual({
      client_id: "app_EMoamEEZ73f0CkXaXp7hrann",
      grant_type: "refresh_token",
      refresh_token: "rt-1",
      scope: "openid profile email",
    });
  });

  test("returns the tokens, however its answer is cut, and leaves no timer", () => {
    const { answer, results, clock } = start();
    answer(200, '{"access_token":"a","refr', 'esh_token":"r","id_token":"i"}');
    const tokens = { accessToken: "a", refreshToken: "r", idToken: "i" };
    expect([results, clock.pending]).toEqual([[{ kind: "fresh", tokens }], 0]);
  });

  test("fails after twenty seconds, once", () => {
    const { clock, results, aborted, answer } = start();
    clock.advance(19_999);
    expect(results).toEqual([]);
    clock.advance(1);
    answer(200, '{"access_token":"a"}');
    expect([results, aborted()]).toEqual([[{ kind: "failed", why: "no answer in time" }], 1]);
  });

  test("fails without a connection", () => {
    const { to, results, clock } = start();
    to().onError(new Error("refused"));
    expect([results, clock.pending]).toEqual([[{ kind: "failed", why: "no connection" }], 0]);
  });

  test("fails if its answer is too large, and reads no more of it", () => {
    const { to, results, aborted } = start();
    to().onHeaders(200, [], () => {});
    to().onData(Buffer.alloc(1 << 20));
    expect(results).toEqual([]);
    to().onData(Buffer.alloc(1));
    expect([results, aborted()]).toEqual([[{ kind: "failed", why: "an answer too large" }], 1]);
  });

  test("never pauses", () => {
    const { to } = start();
    expect([to().onHeaders(200, [], () => {}), to().onData(Buffer.from("x"))]).toEqual([true, true]);
  });
});

const tokens = (accessToken: string) => ({ accessToken, refreshToken: null, idToken: null });

test.each<[number, unknown, Refreshed]>([
  [200, { access_token: "a" }, { kind: "fresh", tokens: tokens("a") }],
  [299, { access_token: "a", id_token: "", refresh_token: 1 }, { kind: "fresh", tokens: tokens("a") }],
  [200, { access_token: "with a blank" }, { kind: "failed", why: "an answer without a token" }],
  [200, {}, { kind: "failed", why: "an answer without a token" }],
  [199, { access_token: "a" }, { kind: "failed", why: "status 199" }],
  [300, { access_token: "a" }, { kind: "failed", why: "status 300" }],
  [400, { error: { code: "refresh_token_expired" } }, { kind: "dead", why: "expired" }],
  [401, { error: { code: "REFRESH_TOKEN_REUSED" } }, { kind: "dead", why: "reused" }],
  [403, { error: { type: "refresh_token_invalidated" } }, { kind: "dead", why: "invalidated" }],
  [400, { error: "invalid_grant" }, { kind: "dead", why: "refused" }],
  [499, { code: "invalid_grant" }, { kind: "dead", why: "refused" }],
  [399, { error: "invalid_grant" }, { kind: "failed", why: "status 399" }],
  [500, { error: "invalid_grant" }, { kind: "failed", why: "status 500" }],
  [400, { error: "else" }, { kind: "failed", why: "status 400" }],
  [400, { error: { code: 1 } }, { kind: "failed", why: "status 400" }],
  [401, { error: "else" }, { kind: "dead", why: "refused" }],
  [401, "nonsense", { kind: "dead", why: "refused" }],
  [429, {}, { kind: "failed", why: "status 429" }],
])("%d %j means %j", (status, body, result) => {
  expect(meaningOf(status, typeof body === "string" ? body : JSON.stringify(body))).toEqual(result);
});

describe("one call per token", () => {
  function startOnce() {
    const calls: { readonly token: string; readonly done: (result: Refreshed) => void }[] = [];
    const once = onceAToken();
    const refresh = (token: string, done: (result: Refreshed) => void) => void calls.push({ token, done });
    return {
      calls,
      one: once(refresh, new URL("http://a/")),
      two: once(refresh, new URL("http://a/")),
      other: once(refresh, new URL("http://b/")),
    };
  }
  const FAILED: Refreshed = { kind: "failed", why: "x" };

  test("serves all concurrent requests, each once", () => {
    const { calls, one, two } = startOnce();
    const got: string[] = [];
    one("rt", () => got.push("one"));
    two("rt", () => got.push("two"));
    one("rt", () => got.push("three"));
    expect(calls.map(({ token }) => token)).toEqual(["rt"]);
    calls[0]?.done(FAILED);
    expect(got).toEqual(["one", "two", "three"]);
  });

  test("is over with its answer: the next request calls anew", () => {
    const { calls, one } = startOnce();
    const got: string[] = [];
    one("rt", () => {
      got.push("one");
      one("rt", () => got.push("two"));
    });
    calls[0]?.done(FAILED);
    expect([got, calls.length]).toEqual([["one"], 2]);
    calls[1]?.done(FAILED);
    expect(got).toEqual(["one", "two"]);
  });

  test("is separate for another token, and for another endpoint", () => {
    const { calls, one, two, other } = startOnce();
    one("rt", () => {});
    two("rt-2", () => {});
    other("rt", () => {});
    expect(calls).toHaveLength(3);
  });
});
