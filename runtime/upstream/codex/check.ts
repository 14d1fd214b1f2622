import type { CodexBackend } from "../../contract/codex-backend.ts";
import type { Env } from "../../env/env.ts";
import type { LoginReport } from "../../targets/driver.ts";
import { accountInstances } from "./accounts.ts";
import { isExpired, type Login, readLogin } from "./login/login.ts";
import { type LoginFiles, problemOf } from "./login/login-files.ts";

/** Describes what each login file contains, never a token. */
export function checkLogins(backend: CodexBackend, files: LoginFiles, env: Env, now: number): readonly LoginReport[] {
  return accountInstances(backend, env).map(({ name, number, keyName }): LoginReport => {
    const { usable, says } = stateOf(keyName ?? "", files, now);
    return { instance: name, file: keyName ?? "", at: backend.authFiles[number - 1]?.at ?? backend.at, usable, says };
  });
}

interface State {
  readonly usable: boolean;
  readonly says: string;
}

function stateOf(path: string, files: LoginFiles, now: number): State {
  try {
    if (files.signature(path) === null) return wrong("does not exist");
    const read = readLogin(files.read(path));
    return read.ok ? stateOfLogin(read.login, now) : wrong(read.problem);
  } catch (error) {
    return wrong(`cannot be read (${problemOf(error)})`);
  }
}

function stateOfLogin(login: Login, now: number): State {
  const { kind, expiresAt, refreshToken, accountId } = login;
  if (kind === "api_key") {
    return {
      usable: true,
      says: "holds an API key and no ChatGPT login; chatgpt.com does not take it: `codex login` makes one",
    };
  }
  const account = accountId === null ? "no account id" : `account ${shortened(accountId)}`;
  const until = expiresAt === null ? "valid, with no end given" : `valid until ${new Date(expiresAt).toISOString()}`;
  if (!isExpired(login, now)) return { usable: true, says: `${until}, ${account}` };
  if (refreshToken === null) return wrong(`${until}, which is over, and it has no refresh token`);
  return { usable: true, says: `${until}, which is over: it is renewed with the first request, ${account}` };
}

function wrong(problem: string): State {
  return { usable: false, says: `${problem}. Run \`codex login\`.` };
}

function shortened(id: string): string {
  return id.length > 8 ? `${id.slice(0, 8)}…` : id;
}
