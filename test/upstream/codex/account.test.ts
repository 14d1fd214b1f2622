import { describe, expect, test } from "vitest";
import { Account, type Obtained } from "../../../runtime/upstream/codex/login/account.ts";
import { LoginStore } from "../../../runtime/upstream/codex/login/login-store.ts";
import type { DeadReason, Refreshed } from "../../../runtime/upstream/codex/login/refresh.ts";
import { fakeClock } from "../../support/fake-clock.ts";
import { recordedLog } from "../../support/recorded-log.ts";
import { jwt, type LoginFields, type LoginOptions, login } from "./support/login-file.ts";
import { memoryFiles } from "./support/memory-files.ts";

const NOW = fakeClock().wall();
const at = (options: LoginOptions) => login({ now: NOW, ...options });
const EXPIRED = { expiresIn: -10 };
const STALE = { expiresIn: 60 };

function start(fields: unknown = at({})) {
  const clock = fakeClock();
  const files = memoryFiles(fields);
  const log = recordedLog();
  const store = new LoginStore({ path: "/auth.json", name: "codex.1", files, clock, log });
  const refreshes: { readonly token: string; readonly done: (result: Refreshed) => void }[] = [];
  const refresh = (token: string, done: (result: Refreshed) => void) => void refreshes.push({ token, done });
  const account = new Account({ name: "codex.1", store, refresh, clock, log });
  log.take();
  return {
    account,
    clock,
    files,
    log,
    refreshes,
    ready: () => brief(account.ready()),
    /** What is called back, in order. */
    obtain(rejected: string | null) {
      const got: string[] = [];
      const cancel = account.obtain(rejected, (obtained) => void got.push(brief(obtained)));
      return { got, cancel };
    },
    /** Answers the last refresh. */
    answer(result: Refreshed) {
      refreshes.at(-1)?.done(result);
    },
  };
}

/** The token, or why there is none. */
function brief(obtained: Obtained | null): string {
  if (obtained === null) return "wait";
  if (obtained.kind === "credentials") return obtained.credentials.accessToken;
  return obtained.kind === "final" ? "final" : `${obtained.kind}: ${obtained.message}`;
}

const fresh = (options: LoginOptions = {}): Refreshed & { readonly kind: "fresh" } => ({
  kind: "fresh",
  tokens: { accessToken: jwt({ now: NOW, ...options }), refreshToken: "rt-fresh", idToken: null },
});
const dead = (why: DeadReason): Refreshed => ({ kind: "dead", why });
const FAILED: Refreshed = { kind: "failed", why: "status 500" };
const RUN = "Run `codex login` on the server.";
const required = (why: string) => `login_required: The ChatGPT login of codex.1 ${why}. ${RUN}`;
const tokenOf = ({ tokens }: LoginFields) => tokens.access_token;

describe("a request goes out at once", () => {
  test("with a token that is good, and its account", () => {
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

  test("without an account where none is known", () => {
    const { account } = start({ tokens: { access_token: "opaque", refresh_token: "r" } });
    const obtained = account.ready();
    expect(obtained?.kind === "credentials" && obtained.credentials.headers).toEqual([
      "authorization",
      "Bearer opaque",
    ]);
  });

  test("with the new token as soon as the file holds one", () => {
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
  ])("with a refusal where the file %s", (problem, fields) => {
    const { ready, obtain } = start(fields);
    const message = `login_required: The login file of codex.1 ${problem}. ${RUN}`;
    expect([ready(), obtain(null).got]).toEqual([message, [message]]);
  });

  test("with a token that is stale and cannot be renewed, while it is valid", () => {
    const { tokens } = at(STALE);
    const { ready, clock } = start({ tokens: { access_token: tokens.access_token } });
    expect(ready()).toBe(tokens.access_token);
    clock.advance(60_000);
    expect(ready()).toBe(required("has expired"));
  });
});

describe("a refresh", () => {
  test.each([
    ["expired", EXPIRED],
    ["stale", STALE],
  ])("is waited for where the token is %s", (_, options) => {
    const one = at(options);
    const { ready, obtain, refreshes, answer, log } = start(one);
    expect(ready()).toBe("wait");
    const { got } = obtain(null);
    expect([got, refreshes.map(({ token }) => token)]).toEqual([[], [one.tokens.refresh_token]]);
    const result = fresh();
    answer(result);
    expect([got, ready()]).toEqual([[result.tokens.accessToken], result.tokens.accessToken]);
    expect(log.take()).toEqual(["info codex_token_renewed"]);
  });

  test("is one for all that wait", () => {
    const { obtain, refreshes, answer } = start(at(EXPIRED));
    const all = [obtain(null), obtain(null), obtain(null)];
    const result = fresh();
    answer(result);
    expect(all.map(({ got }) => got)).toEqual(all.map(() => [result.tokens.accessToken]));
    expect(refreshes).toHaveLength(1);
  });

  test("calls nobody back who has left, and everybody once", () => {
    const { obtain, refreshes, answer } = start(at(EXPIRED));
    const [gone, stays] = [obtain(null), obtain(null)];
    gone.cancel();
    answer(fresh({ expiresIn: 3600 }));
    expect([gone.got.length, stays.got.length]).toEqual([0, 1]);
    obtain(stays.got[0] ?? "");
    answer(fresh());
    expect([stays.got.length, refreshes.length]).toEqual([1, 1]);
  });

  test("is none where another process has renewed the token meanwhile", () => {
    const [one, two] = [at(EXPIRED), at({})];
    const { files, obtain, refreshes } = start(one);
    files.writeUnheard(two);
    expect([obtain(null).got, refreshes]).toEqual([[tokenOf(two)], []]);
  });

  test("follows on a token that is not accepted", () => {
    const one = at({});
    const { obtain, refreshes, answer } = start(one);
    const { got } = obtain(tokenOf(one));
    expect(refreshes).toHaveLength(1);
    const result = fresh();
    answer(result);
    expect(got).toEqual([result.tokens.accessToken]);
  });

  test("is none where the token that was not accepted is not the present one", () => {
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

  test("of a token that is new leads to no other: what the upstream says of it counts", () => {
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

  test("is none for an API key", () => {
    const { obtain, ready, refreshes } = start({ OPENAI_API_KEY: "sk-x" });
    expect([ready(), obtain("sk-x").got, obtain(null).got, refreshes]).toEqual(["sk-x", ["final"], ["sk-x"], []]);
  });

  test("is none for a token that is refused and has no refresh token", () => {
    const token = jwt({ now: NOW });
    const { obtain, refreshes } = start({ tokens: { access_token: token } });
    expect([obtain(token).got, refreshes]).toEqual([[required("is not accepted any more")], []]);
  });

  test("that comes with a token which is over by this clock leaves the upstream to say so", () => {
    const { obtain, ready, answer, log, refreshes, clock } = start(at(EXPIRED));
    const { got } = obtain(null);
    const { kind, tokens } = fresh({ expiresIn: -3600 });
    answer({ kind, tokens });
    expect([got, ready()]).toEqual([[tokens.accessToken], tokens.accessToken]);
    expect(log.take()).toEqual(["warn codex_clock_differs", "info codex_token_renewed"]);
    expect([obtain(null).got, refreshes.length]).toEqual([[tokens.accessToken], 1]);
    clock.advance(30_000);
    expect([obtain(tokens.accessToken).got, refreshes.length]).toEqual([[], 2]);
  });
});

describe("a refresh that fails for a while", () => {
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

  test("is not waited out with a token that is over", () => {
    const { obtain, ready, answer } = start(at({ expiresIn: 10 }));
    obtain(null);
    answer(FAILED);
    const over = start(at(EXPIRED));
    const { got } = over.obtain(null);
    over.answer(FAILED);
    expect(got).toEqual(["unavailable: The ChatGPT login of codex.1 could not be renewed (status 500)."]);
    expect([ready() === "wait", over.ready()]).toEqual([false, "wait"]);
  });

  test("says so of a token that was not accepted", () => {
    const one = at({});
    const { obtain, answer } = start(one);
    const { got } = obtain(tokenOf(one));
    answer(FAILED);
    expect(got).toEqual(["unavailable: The ChatGPT login of codex.1 could not be renewed (status 500)."]);
  });

  test("says what is wrong with the file, if it is gone by then", () => {
    const { obtain, answer, files } = start(at(EXPIRED));
    const { got } = obtain(null);
    files.write(null);
    answer(FAILED);
    expect(got).toEqual([`login_required: The login file of codex.1 does not exist. ${RUN}`]);
  });

  test("is over with the next that works", () => {
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

  test("and a token that was refused with it is not sent again", () => {
    const one = at({});
    const { obtain, ready, answer } = start(one);
    const { got } = obtain(tokenOf(one));
    answer(dead("invalidated"));
    expect([got, ready()]).toEqual([[required("was revoked")], required("was revoked")]);
  });

  test("says nothing of the next login", () => {
    const { obtain, ready, answer, files, refreshes } = start(at(EXPIRED));
    obtain(null);
    answer(dead("expired"));
    files.write(at(EXPIRED));
    expect(ready()).toBe("wait");
    obtain(null);
    expect(refreshes).toHaveLength(2);
  });

  test("is none of ours if the file holds another login by then", () => {
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
  ])("is none of ours if the file holds another %s by then", (_, before, after, another) => {
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
  test("is done at once where nothing is under way", async () => {
    const { account, files } = start();
    await account.close();
    expect(files.watchers).toBe(0);
  });

  test("waits for a refresh that is under way, also if nobody waits for it any more", async () => {
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
