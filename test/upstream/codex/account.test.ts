import { describe, expect, test } from "vitest";
import { at, EXPIRED, fresh, NOW, RUN, required, STALE, startAccount as start, tokenOf } from "./support/account.ts";
import { jwt } from "./support/login-file.ts";

describe("a request is sent at once", () => {
  test("with a valid token, and its account", () => {
    const one = at({ account: "acc" });
    const { account, ready } = start(one);
    const obtained = account.ready();
    expect(obtained).toEqual({
      kind: "credentials",
      credentials: {
        headers: ["authorization", `Bearer ${tokenOf(one)}`, "chatgpt-account-id", "acc"],
        accessToken: tokenOf(one),
        bytes: Buffer.from(tokenOf(one)),
      },
    });
    expect(account.ready()).toBe(obtained);
    expect(ready()).toBe(tokenOf(one));
  });

  test("without an account if none is known", () => {
    const { account } = start({ tokens: { access_token: "opaque", refresh_token: "r" } });
    const obtained = account.ready();
    expect(obtained?.kind === "credentials" && obtained.credentials.headers).toEqual([
      "authorization",
      "Bearer opaque",
    ]);
  });

  test("with the new token as soon as the file has one", () => {
    const [one, two] = [at({}), at({})];
    const { files, ready } = start(one);
    expect(ready()).toBe(tokenOf(one));
    files.write(two);
    expect(ready()).toBe(tokenOf(two));
  });

  test.each([
    ["does not exist", null],
    ["is not valid JSON", "{"],
    ["holds no login", {}],
  ])("with an error if the file %s", (problem, fields) => {
    const { ready, obtain } = start(fields);
    const message = `login_required: The login file of codex.1 ${problem}. ${RUN}`;
    expect([ready(), obtain(null).got]).toEqual([message, [message]]);
  });

  test("with a stale token that cannot be renewed, while it is valid", () => {
    const { tokens } = at(STALE);
    const { ready, clock } = start({ tokens: { access_token: tokens.access_token } });
    expect(ready()).toBe(tokens.access_token);
    clock.advance(60_000);
    expect(ready()).toBe(required("has expired"));
    clock.advance(60_000);
    expect(ready()).toBe(required("has expired"));
  });
});

describe("a refresh", () => {
  test.each([
    ["expired", EXPIRED],
    ["stale", STALE],
  ])("is waited for if the token is %s", (_, options) => {
    const one = at(options);
    const { ready, obtain, refreshes, answer, log } = start(one);
    expect(ready()).toBe("wait");
    const { got } = obtain(null);
    expect([got, refreshes.map(({ token }) => token)]).toEqual([[], [one.tokens.refresh_token]]);
    const result = fresh();
    answer(result);
    expect([got, ready()]).toEqual([[result.tokens.accessToken], result.tokens.accessToken]);
    expect(log.take()).toEqual(["info codex_token_renewed"]);
    expect(log.lines.at(-1)).toMatchObject({ instance: "codex.1" });
  });

  test("is shared by all that wait", () => {
    const { obtain, refreshes, answer } = start(at(EXPIRED));
    const all = [obtain(null), obtain(null), obtain(null)];
    const result = fresh();
    answer(result);
    expect(all.map(({ got }) => got)).toEqual(all.map(() => [result.tokens.accessToken]));
    expect(refreshes).toHaveLength(1);
  });

  test("calls no one back who has left, and everyone else once", () => {
    const { obtain, refreshes, answer } = start(at(EXPIRED));
    const [gone, stays] = [obtain(null), obtain(null)];
    gone.cancel();
    answer(fresh({ expiresIn: 3600 }));
    expect([gone.got.length, stays.got.length]).toEqual([0, 1]);
    obtain(stays.got[0] ?? "");
    answer(fresh());
    expect([stays.got.length, refreshes.length]).toEqual([1, 1]);
  });

  test("does not happen if another process has renewed the token meanwhile", () => {
    const [one, two] = [at(EXPIRED), at({})];
    const { files, obtain, refreshes } = start(one);
    files.writeUnheard(two);
    expect([obtain(null).got, refreshes]).toEqual([[tokenOf(two)], []]);
  });

  test("follows a rejected token", () => {
    const one = at({});
    const { obtain, refreshes, answer } = start(one);
    const { got } = obtain(tokenOf(one));
    expect(refreshes).toHaveLength(1);
    const result = fresh();
    answer(result);
    expect(got).toEqual([result.tokens.accessToken]);
  });

  test("does not happen if the rejected token is not the current one", () => {
    const one = at({});
    const { obtain, refreshes } = start(one);
    expect([obtain("another").got, refreshes]).toEqual([[tokenOf(one)], []]);
  });

  test("does not overwrite another login that was written meanwhile: that one is used", () => {
    const other = at({});
    const { files, obtain, answer } = start(at(EXPIRED));
    const { got } = obtain(null);
    files.writeUnheard(other);
    answer(fresh());
    expect([got, JSON.parse(files.text ?? "")]).toEqual([[tokenOf(other)], other]);
  });

  test("does not follow a rejected token that is new: the upstream's error applies", () => {
    const { obtain, refreshes, answer, clock } = start(at(EXPIRED));
    clock.advance(100_000);
    obtain(null);
    const { tokens, kind } = fresh();
    answer({ kind, tokens });
    clock.advance(29_999);
    expect([obtain(tokens.accessToken).got, refreshes.length]).toEqual([["final"], 1]);
    clock.advance(1);
    expect([obtain(tokens.accessToken).got, refreshes.length]).toEqual([[], 2]);
  });

  test("does not happen for an API key", () => {
    const { obtain, ready, refreshes } = start({ OPENAI_API_KEY: "sk-x" });
    expect([ready(), obtain("sk-x").got, obtain(null).got, refreshes]).toEqual(["sk-x", ["final"], ["sk-x"], []]);
  });

  test("does not happen for a rejected token without a refresh token", () => {
    const token = jwt({ now: NOW });
    const { obtain, refreshes } = start({ tokens: { access_token: token } });
    expect([obtain(token).got, refreshes]).toEqual([[required("is not accepted any more")], []]);
  });

  test("does not happen for an expired token without a refresh token", () => {
    const { obtain, refreshes } = start({ tokens: { access_token: jwt({ now: NOW, ...EXPIRED }) } });
    expect([obtain(null).got, refreshes]).toEqual([[required("has expired")], []]);
  });

  test("that returns a token which this clock considers expired leaves the decision to the upstream", () => {
    const { obtain, ready, answer, log, refreshes, clock } = start(at(EXPIRED));
    const { got } = obtain(null);
    const { kind, tokens } = fresh({ expiresIn: -3600 });
    answer({ kind, tokens });
    expect([got, ready()]).toEqual([[tokens.accessToken], tokens.accessToken]);
    expect(log.take()).toEqual(["warn codex_clock_differs", "info codex_token_renewed"]);
    expect(log.lines.at(-2)).toMatchObject({
      instance: "codex.1",
      message: expect.stringContaining("by the clock of"),
    });
    expect([obtain(null).got, refreshes.length]).toEqual([[tokens.accessToken], 1]);
    clock.advance(30_000);
    expect([obtain(tokens.accessToken).got, refreshes.length]).toEqual([[], 2]);
  });
});
