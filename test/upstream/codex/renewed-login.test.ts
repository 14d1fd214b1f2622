import { describe, expect, test } from "vitest";
import { jwt, login } from "./support/login-file.ts";
import { fieldsIn, fresh, startStore as start } from "./support/store.ts";

describe("a renewed login", () => {
  test("is written at once, with the file's other content, and not read back", () => {
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

  test("has its token's account if the old one had none", () => {
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
    expect(log.lines.at(-1)).toMatchObject({ instance: "codex.1", file: "/home/auth.json" });
    clock.advance(61_000);
    token();
    expect([files.calls.replace, log.take()]).toEqual([3, []]);
    // The next failure is logged again.
    files.full = "EROFS";
    renew();
    expect(log.take()).toEqual(["error codex_login_not_saved"]);
  });

  test("is not written into an unreadable file, which may hold another by the time it can be read", () => {
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

  test("is kept if the file holds an older one of the same login, also after several renewals", () => {
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

  test("that is not a token changes nothing", () => {
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
