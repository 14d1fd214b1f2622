import { describe, expect, test } from "vitest";
import { LoginStore } from "../../../runtime/upstream/codex/login/login-store.ts";
import type { FreshTokens } from "../../../runtime/upstream/codex/login/renewed-text.ts";
import { fakeClock } from "../../support/fake-clock.ts";
import { recordedLog } from "../../support/recorded-log.ts";
import { jwt, type LoginFields, login } from "./support/login-file.ts";
import { memoryFiles } from "./support/memory-files.ts";

function start(fields: unknown, change: (files: ReturnType<typeof memoryFiles>) => void = () => {}) {
  const clock = fakeClock();
  const files = memoryFiles(fields);
  change(files);
  const log = recordedLog();
  const store = new LoginStore({ path: "/home/auth.json", name: "codex.1", files, clock, log });
  const token = () => {
    const read = store.current();
    return read.ok ? read.login.accessToken : read.problem;
  };
  const renew = (tokens: FreshTokens = fresh()) => {
    const read = store.current();
    if (!read.ok) throw new Error(read.problem);
    store.renew(read.login, tokens);
    return tokens.accessToken;
  };
  return { clock, files, log, store, token, renew };
}

const fresh = (): FreshTokens => ({ accessToken: jwt(), refreshToken: "rt-fresh", idToken: null });
const fieldsIn = (text: string | null) => JSON.parse(text ?? "null") as LoginFields;

describe("a login file", () => {
  test("is read once, and again as soon as something happens in its folder", () => {
    const [one, two] = [login(), login()];
    const { files, token } = start(one);
    expect([token(), token(), files.calls.read]).toEqual([one.tokens.access_token, one.tokens.access_token, 1]);
    files.write(two);
    expect([token(), token(), files.calls.read]).toEqual([two.tokens.access_token, two.tokens.access_token, 2]);
    // Looking costs a system call: not more than needed.
    expect(files.calls.look).toBe(2);
  });

  test("of which nothing is heard is looked at once a second", () => {
    const [one, two] = [login(), login()];
    const { clock, files, token } = start(one);
    files.writeUnheard(two);
    clock.advance(999);
    expect(token()).toBe(one.tokens.access_token);
    clock.advance(1);
    expect(token()).toBe(two.tokens.access_token);
    files.writeUnheard(one);
    clock.advance(999);
    expect(token()).toBe(two.tokens.access_token);
  });

  test("is not read again where nothing has happened to it", () => {
    const { clock, files, token } = start(login());
    for (let i = 0; i < 5; i++) {
      clock.advance(61_000);
      token();
    }
    expect(files.calls.read).toBe(1);
  });

  test("whose folder could not be watched is watched once it is there, and once only", () => {
    const { clock, files, token } = start(null, (them) => {
      them.watchable = false;
    });
    expect([token(), files.watchers]).toEqual(["does not exist", 0]);
    const made = login();
    files.watchable = true;
    files.writeUnheard(made);
    clock.advance(1000);
    expect([token(), files.watchers]).toEqual([made.tokens.access_token, 1]);
    files.write(login());
    token();
    expect(files.watchers).toBe(1);
  });

  test("that is not there yet is noticed as soon as it is", () => {
    const made = login();
    const { files, token } = start(null);
    expect([token(), files.watchers]).toEqual(["does not exist", 1]);
    files.write(made);
    expect(token()).toBe(made.tokens.access_token);
  });

  test("is not watched any more once it is closed", () => {
    const { clock, files, store } = start(login());
    expect(files.watchers).toBe(1);
    store.close();
    expect(files.watchers).toBe(0);
    files.writeUnheard(login());
    clock.advance(1000);
    store.current();
    expect(files.watchers).toBe(0);
  });

  test("that cannot be understood takes nothing from a login in use, and is reported once", () => {
    const one = login();
    const { clock, files, log, token } = start(one);
    for (let i = 0; i < 3; i++) {
      files.write("{");
      expect(token()).toBe(one.tokens.access_token);
    }
    expect(log.take()).toEqual(["warn codex_login_missing"]);
    expect(log.lines[0]).toMatchObject({
      message: "The login file of codex.1 is not valid JSON. Run `codex login`.",
      instance: "codex.1",
      file: "/home/auth.json",
    });
    // Of the same file nothing is known to be different, but it is read again all the same.
    const before = files.calls.read;
    clock.advance(1000);
    token();
    expect(files.calls.read).toBe(before + 1);
    const two = login();
    files.write(two);
    expect([token(), log.take()]).toEqual([two.tokens.access_token, ["info codex_login_found"]]);
  });

  test("that cannot be read takes nothing from a login in use either", () => {
    const one = login();
    const { clock, files, log, token } = start(one);
    files.unreadable = "EACCES";
    clock.advance(1000);
    expect(token()).toBe(one.tokens.access_token);
    expect(log.lines[0]?.message).toBe("The login file of codex.1 cannot be read (EACCES). Run `codex login`.");
    files.unreadable = null;
    clock.advance(1000);
    token();
    expect(log.take()).toEqual(["warn codex_login_missing", "info codex_login_found"]);
  });

  test("that never held a login says why there is none", () => {
    expect(start("{}").token()).toBe("holds no login");
    expect(start("nonsense").token()).toBe("is not valid JSON");
    expect(start(null).token()).toBe("does not exist");
    const unreadable = start(login(), (files) => {
      files.unreadable = "EIO";
    });
    expect(unreadable.token()).toBe("cannot be read (EIO)");
  });

  test("that is gone is a logout, and the same file is a login again when it is back", () => {
    const one = login();
    const { files, log, token } = start(one);
    files.write(null);
    expect([token(), log.take()]).toEqual(["does not exist", ["warn codex_login_missing"]]);
    files.write(one);
    expect([token(), log.take()]).toEqual([one.tokens.access_token, ["info codex_login_found"]]);
  });
});

describe("a renewed login", () => {
  test("is written at once, with what the file holds beside it, and not read back", () => {
    const { clock, files, log, token, renew } = start({ ...login(), more: 1 });
    const renewed = renew();
    expect(fieldsIn(files.text)).toMatchObject({
      more: 1,
      tokens: { access_token: renewed, refresh_token: "rt-fresh" },
    });
    const { read } = files.calls;
    clock.advance(61_000);
    expect([token(), files.calls.replace, files.calls.read - read, log.take()]).toEqual([renewed, 1, 0, []]);
  });

  test("keeps what the refresh has left out", () => {
    const one = login({ account: "account-of-the-file" });
    const { files, store, renew } = start(one);
    renew({ accessToken: jwt({ account: "account-of-the-token" }), refreshToken: null, idToken: null });
    const { refresh_token, id_token } = one.tokens;
    expect(fieldsIn(files.text).tokens).toMatchObject({ refresh_token, id_token, account_id: "account-of-the-file" });
    const read = store.current();
    expect(read.ok && [read.login.refreshToken, read.login.idToken, read.login.accountId]).toEqual([
      refresh_token,
      id_token,
      "account-of-the-file",
    ]);
  });

  test("has the account that its token names where the old one had none", () => {
    const { store, renew } = start({ tokens: { access_token: "opaque", refresh_token: "r" } });
    renew({ accessToken: jwt({ account: "account-of-the-token" }), refreshToken: null, idToken: null });
    const read = store.current();
    expect(read.ok && read.login.accountId).toBe("account-of-the-token");
  });

  test("does not overwrite another that was written during the refresh", () => {
    const other = login();
    const { files, token, renew } = start(login());
    const text = JSON.stringify(other);
    // Nobody has looked at the file since.
    const tokens = fresh();
    files.writeUnheard(text);
    renew(tokens);
    expect([files.text, files.calls.replace, token()]).toEqual([text, 0, other.tokens.access_token]);
  });

  test("that was replaced by another in the file is not written later", () => {
    const { clock, files, renew, token } = start(login());
    files.full = "ENOSPC";
    renew();
    const other = login();
    files.write(other);
    files.full = null;
    token();
    const { read } = files.calls;
    clock.advance(61_000);
    expect([token(), files.calls.replace, files.calls.read - read]).toEqual([other.tokens.access_token, 1, 0]);
  });

  test("that cannot be written is tried again once a minute, and reported once", () => {
    const { clock, files, log, renew, token } = start(login());
    files.full = "ENOSPC";
    const renewed = renew();
    clock.advance(59_999);
    expect([token(), files.calls.replace]).toEqual([renewed, 1]);
    clock.advance(1);
    expect([token(), files.calls.replace]).toEqual([renewed, 2]);
    clock.advance(59_999);
    token();
    expect([files.calls.replace, log.take()]).toEqual([2, ["error codex_login_not_saved"]]);
    expect(log.lines).toEqual([
      {
        level: "error",
        event: "codex_login_not_saved",
        instance: "codex.1",
        file: "/home/auth.json",
        message: expect.stringContaining("(ENOSPC)"),
      },
    ]);
    expect(log.lines[0]?.message).not.toContain("secret text");
    files.full = null;
    clock.advance(1);
    expect([token(), fieldsIn(files.text).tokens.access_token, log.take()]).toEqual([
      renewed,
      renewed,
      ["info codex_login_saved"],
    ]);
    clock.advance(61_000);
    token();
    expect([files.calls.replace, log.take()]).toEqual([3, []]);
    // The next trouble is news again.
    files.full = "EROFS";
    renew();
    expect(log.take()).toEqual(["error codex_login_not_saved"]);
  });

  test("is not written into a file that cannot be understood, for it could hold another by the time it can", () => {
    const { clock, files, log, renew, token } = start(login());
    const tokens = fresh();
    files.writeUnheard("{");
    expect([renew(tokens), files.calls.replace, files.text]).toEqual([tokens.accessToken, 0, "{"]);
    expect(token()).toBe(tokens.accessToken);
    expect(log.lines.map(({ message }) => message)).toContainEqual(expect.stringContaining("it is not valid JSON"));
    clock.advance(1000);
    token();
    expect(log.take()).toEqual(["error codex_login_not_saved", "warn codex_login_missing"]);
  });

  test("is kept where an older one of the same login stands in the file, also after several renewals", () => {
    const one = login();
    const { files, renew, token } = start(one);
    files.full = "ENOSPC";
    const texts = [files.text];
    for (let i = 0; i < 50; i++) renew();
    const last = token();
    for (const text of texts) {
      files.write(text);
      expect(token()).toBe(last);
    }
  });

  test("that is written later keeps the time of its renewal", () => {
    const { clock, files, renew, token } = start(login());
    clock.advance(5000);
    const at = new Date(clock.wall()).toISOString();
    files.full = "ENOSPC";
    const renewed = renew();
    files.full = null;
    clock.advance(61_000);
    expect(token()).toBe(renewed);
    expect(fieldsIn(files.text)).toMatchObject({ last_refresh: at, tokens: { access_token: renewed } });
  });

  test("that is no token changes nothing", () => {
    const one = login();
    const { files, renew, token } = start(one);
    renew({ accessToken: "with a blank", refreshToken: null, idToken: null });
    expect([token(), files.calls.replace]).toEqual([one.tokens.access_token, 0]);
  });

  test("is forgotten with a logout", () => {
    const { clock, files, renew, token } = start(login());
    files.full = "ENOSPC";
    renew();
    files.write(null);
    expect(token()).toBe("does not exist");
    files.full = null;
    clock.advance(61_000);
    token();
    expect([files.text, files.calls.replace]).toEqual([null, 1]);
  });
});
