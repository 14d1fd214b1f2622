import { describe, expect, test } from "vitest";
import { login } from "./support/login-file.ts";
import { startStore as start } from "./support/store.ts";

describe("a login file", () => {
  test("is read once, and again as soon as something happens in its folder", () => {
    const [one, two] = [login(), login()];
    const { files, token } = start(one);
    expect([token(), token(), files.calls.read]).toEqual([one.tokens.access_token, one.tokens.access_token, 1]);
    files.write(two);
    expect([token(), token(), files.calls.read]).toEqual([two.tokens.access_token, two.tokens.access_token, 2]);
    // Each look costs a system call, so there are no more than needed.
    expect(files.calls.look).toBe(2);
  });

  test("without notifications is checked once a second", () => {
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

  test("is not read again if nothing has happened to it", () => {
    const { clock, files, token } = start(login());
    for (let i = 0; i < 5; i++) {
      clock.advance(61_000);
      token();
    }
    expect(files.calls.read).toBe(1);
  });

  test("whose folder could not be watched is watched once it exists, and only once", () => {
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

  test("that does not exist yet is noticed as soon as it does", () => {
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

  test("that is unreadable does not affect a login in use, and is reported once", () => {
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
    // The file may be unchanged, but it is read again.
    const before = files.calls.read;
    clock.advance(1000);
    token();
    expect(files.calls.read).toBe(before + 1);
    const two = login();
    files.write(two);
    expect([token(), log.take()]).toEqual([two.tokens.access_token, ["info codex_login_found"]]);
    expect(log.lines.at(-1)).toMatchObject({ instance: "codex.1", file: "/home/auth.json" });
  });

  test("that cannot be opened does not affect a login in use either", () => {
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

  test("that never held a login has a reason for it", () => {
    expect(start("{}").token()).toBe("holds no login");
    expect(start("nonsense").token()).toBe("is not valid JSON");
    expect(start(null).token()).toBe("does not exist");
    const unreadable = start(login(), (files) => {
      files.unreadable = "EIO";
    });
    expect(unreadable.token()).toBe("cannot be read (EIO)");
  });

  test("that is deleted is a logout, and the same file is a login again when it is back", () => {
    const one = login();
    const { files, log, token } = start(one);
    files.write(null);
    expect([token(), log.take()]).toEqual(["does not exist", ["warn codex_login_missing"]]);
    files.write(one);
    expect([token(), log.take()]).toEqual([one.tokens.access_token, ["info codex_login_found"]]);
  });
});
