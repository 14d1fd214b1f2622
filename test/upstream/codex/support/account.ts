/** An account whose refreshes and file are scripted. */
import { Account, type Obtained } from "../../../../runtime/upstream/codex/login/account.ts";
import { LoginStore } from "../../../../runtime/upstream/codex/login/login-store.ts";
import type { DeadReason, Refreshed } from "../../../../runtime/upstream/codex/login/refresh.ts";
import { fakeClock } from "../../../support/fake-clock.ts";
import { recordedLog } from "../../../support/recorded-log.ts";
import { jwt, type LoginFields, type LoginOptions, login } from "./login-file.ts";
import { memoryFiles } from "./memory-files.ts";

export const NOW = fakeClock().wall();
export const at = (options: LoginOptions) => login({ now: NOW, ...options });
export const EXPIRED = { expiresIn: -10 };
export const STALE = { expiresIn: 60 };

export function startAccount(fields: unknown = at({})) {
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

export const fresh = (options: LoginOptions = {}): Refreshed & { readonly kind: "fresh" } => ({
  kind: "fresh",
  tokens: { accessToken: jwt({ now: NOW, ...options }), refreshToken: "rt-fresh", idToken: null },
});
export const dead = (why: DeadReason): Refreshed => ({ kind: "dead", why });
export const FAILED: Refreshed = { kind: "failed", why: "status 500" };
export const RUN = "Run `codex login` on the server.";
export const required = (why: string) => `login_required: The ChatGPT login of codex.1 ${why}. ${RUN}`;
export const tokenOf = ({ tokens }: LoginFields) => tokens.access_token;
