/** The store of one login file in memory. */
import { LoginStore } from "../../../../runtime/upstream/codex/login/login-store.ts";
import type { FreshTokens } from "../../../../runtime/upstream/codex/login/renewed-text.ts";
import { fakeClock } from "../../../support/fake-clock.ts";
import { recordedLog } from "../../../support/recorded-log.ts";
import { jwt, type LoginFields } from "./login-file.ts";
import { type MemoryFiles, memoryFiles } from "./memory-files.ts";

export function startStore(fields: unknown, change: (files: MemoryFiles) => void = () => {}) {
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

export const fresh = (): FreshTokens => ({ accessToken: jwt(), refreshToken: "rt-fresh", idToken: null });
export const fieldsIn = (text: string | null) => JSON.parse(text ?? "null") as LoginFields;
