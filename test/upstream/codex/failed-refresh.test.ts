import { describe, expect, test } from "vitest";
import {
  at,
  dead,
  EXPIRED,
  FAILED,
  fresh,
  RUN,
  required,
  STALE,
  startAccount as start,
  tokenOf,
} from "./support/account.ts";

describe("a refresh that fails temporarily", () => {
  test("leaves a valid token in use for half a minute", () => {
    const one = at(STALE);
    const { obtain, ready, answer, log, clock } = start(one);
    const { got } = obtain(null);
    answer(FAILED);
    expect([got, ready()]).toEqual([[tokenOf(one)], tokenOf(one)]);
    expect(log.lines.at(-1)).toMatchObject({
      event: "codex_refresh_failed",
      instance: "codex.1",
      reason: "status 500",
    });
    clock.advance(29_999);
    expect(ready()).toBe(tokenOf(one));
    clock.advance(1);
    expect(ready()).toBe("wait");
  });

  test("is repeated at once if the token has expired", () => {
    const { obtain, ready, answer } = start(at({ expiresIn: 10 }));
    obtain(null);
    answer(FAILED);
    const over = start(at(EXPIRED));
    const { got } = over.obtain(null);
    over.answer(FAILED);
    expect(got).toEqual(["unavailable: The ChatGPT login of codex.1 could not be renewed (status 500)."]);
    expect([ready() === "wait", over.ready()]).toEqual([false, "wait"]);
  });

  test("is the error for a rejected token", () => {
    const one = at({});
    const { obtain, answer } = start(one);
    const { got } = obtain(tokenOf(one));
    answer(FAILED);
    expect(got).toEqual(["unavailable: The ChatGPT login of codex.1 could not be renewed (status 500)."]);
  });

  test("is not the reason where a refresh brought the very token that was refused", () => {
    const one = at({});
    const { obtain, answer } = start(one);
    const { got } = obtain(tokenOf(one));
    answer({ kind: "fresh", tokens: { accessToken: tokenOf(one), refreshToken: null, idToken: null } });
    expect(got).toEqual(["unavailable: The ChatGPT login of codex.1 could not be renewed (there is no other token)."]);
  });

  test("reports what is wrong with the file, if it is gone by then", () => {
    const { obtain, answer, files } = start(at(EXPIRED));
    const { got } = obtain(null);
    files.write(null);
    answer(FAILED);
    expect(got).toEqual([`login_required: The login file of codex.1 does not exist. ${RUN}`]);
  });

  test("is forgotten after the next success", () => {
    const { obtain, ready, answer, refreshes, clock } = start(at(STALE));
    obtain(null);
    answer(FAILED);
    obtain(null);
    // Stale in ten seconds, which is before the failure would be forgotten.
    answer(fresh({ expiresIn: 310 }));
    clock.advance(11_000);
    expect([ready(), refreshes.length]).toEqual(["wait", 2]);
  });
});

describe("a refresh token that is dead", () => {
  test.each([
    ["expired", "has expired"],
    ["invalidated", "was revoked"],
    ["refused", "is not accepted any more"],
  ] as const)("(%s) needs a login, and is not tried again", (why, words) => {
    const { obtain, ready, answer, refreshes, log } = start(at(EXPIRED));
    const { got } = obtain(null);
    answer(dead(why));
    expect([got, ready(), obtain(null).got]).toEqual([[required(words)], required(words), [required(words)]]);
    expect([refreshes.length, log.take()]).toEqual([1, ["error codex_login_required"]]);
    expect(log.lines.at(-1)).toMatchObject({ instance: "codex.1", message: `The ChatGPT login of codex.1 ${words}.` });
  });

  test("leaves a token in use that is still valid, but not one that was refused", () => {
    const one = at(STALE);
    const { obtain, ready, answer, refreshes } = start(one);
    const { got } = obtain(null);
    answer(dead("expired"));
    expect([got, ready()]).toEqual([[tokenOf(one)], tokenOf(one)]);
    expect(obtain(tokenOf(one)).got).toEqual([required("has expired")]);
    expect([ready(), refreshes.length]).toEqual([required("has expired"), 1]);
  });

  test("and a token that was rejected with it is not sent again", () => {
    const one = at({});
    const { obtain, ready, answer } = start(one);
    const { got } = obtain(tokenOf(one));
    answer(dead("invalidated"));
    expect([got, ready()]).toEqual([[required("was revoked")], required("was revoked")]);
  });

  test("does not affect the next login", () => {
    const { obtain, ready, answer, files, refreshes } = start(at(EXPIRED));
    obtain(null);
    answer(dead("expired"));
    files.write(at(EXPIRED));
    expect(ready()).toBe("wait");
    obtain(null);
    expect(refreshes).toHaveLength(2);
  });

  test("does not matter if the file has another login by then", () => {
    const other = at({});
    const { obtain, answer, files, log } = start(at(EXPIRED));
    const { got } = obtain(null);
    files.writeUnheard(other);
    answer(dead("invalidated"));
    expect([got, log.take()]).toEqual([[tokenOf(other)], []]);
  });

  test.each([
    ["access token", { refreshToken: "rt-same" }, { refreshToken: "rt-same" }, true],
    ["refresh token", { refreshToken: "rt-one" }, { refreshToken: "rt-two" }, false],
  ])("does not matter if the file has another %s by then", (_, before, after, another) => {
    const one = at({ ...EXPIRED, ...before });
    const two = at({ ...after });
    const written = another ? two : { ...two, tokens: { ...two.tokens, access_token: tokenOf(one) } };
    const { obtain, answer, files, log } = start(one);
    obtain(null);
    files.writeUnheard(written);
    answer(dead("invalidated"));
    expect(log.take()).toEqual([]);
  });

  test("that another process has used is waited for, until it has written what it got", () => {
    const other = at({});
    const { obtain, answer, files, clock, log } = start(at(EXPIRED));
    const { got } = obtain(null);
    answer(dead("reused"));
    clock.advance(4750);
    expect(got).toEqual([]);
    files.writeUnheard(other);
    clock.advance(250);
    expect([got, log.take(), clock.pending]).toEqual([[tokenOf(other)], [], 0]);
  });

  test("and is not waited for longer than five seconds", () => {
    const { obtain, answer, clock, refreshes } = start(at(EXPIRED));
    const [one, two] = [obtain(null), obtain(null)];
    answer(dead("reused"));
    clock.advance(4999);
    expect([one.got, two.got]).toEqual([[], []]);
    clock.advance(1);
    const words = required("was renewed elsewhere, and not in its file");
    expect([one.got, two.got, clock.pending, refreshes.length]).toEqual([[words], [words], 0, 1]);
  });
});

describe("closing", () => {
  test("finishes at once if nothing is in progress", async () => {
    const { account, files } = start();
    await account.close();
    expect(files.watchers).toBe(0);
  });

  test("waits for a refresh in progress, even if nothing waits for it any more", async () => {
    const { account, obtain, answer, files } = start(at(EXPIRED));
    obtain(null).cancel();
    let closed = false;
    const closing = account.close().then(() => {
      closed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    const result = fresh();
    answer(result);
    await closing;
    expect(JSON.parse(files.text ?? "")).toMatchObject({ tokens: { access_token: result.tokens.accessToken } });
    await account.close();
  });
});
