import type { Clock } from "../../../clock.ts";
import type { Logger } from "../../../log/logger.ts";
import { isStale, type Login } from "./login.ts";
import type { LoginStore } from "./login-store.ts";
import type { DeadReason, Refresh, Refreshed } from "./refresh.ts";
import { RefreshHistory } from "./refresh-history.ts";
import type { FreshTokens } from "./renewed-text.ts";

/** What a request is authenticated with. */
export interface Credentials {
  /** Alternating names and values. */
  readonly headers: readonly string[];
  readonly accessToken: string;
  /** The token's bytes, to search for them in answers. */
  readonly bytes: Buffer;
}

export type Obtained =
  | { readonly kind: "credentials"; readonly credentials: Credentials }
  | Refused
  /** A refresh is impossible or would not help: the upstream's error applies. */
  | { readonly kind: "final" };

/** `login_required`: only a new login helps; `unavailable`: it may work another time. */
export interface Refused {
  readonly kind: "login_required" | "unavailable";
  readonly message: string;
}

export interface AccountOptions {
  /** `codex.1`. */
  readonly name: string;
  readonly store: LoginStore;
  readonly refresh: Refresh;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The login must be renewed first. */
interface RefreshNeeded {
  readonly kind: "refresh";
  readonly login: Login;
  readonly refreshToken: string;
}

interface Waiter {
  /** The token that the upstream rejected; null if none was sent yet. */
  readonly rejected: string | null;
  readonly then: (obtained: Obtained) => void;
}

/** Milliseconds in which another process that has just used the refresh token can write the new one. */
const GRACE = 5000;
/** Milliseconds between two checks for it. */
const LOOK_AGAIN = 250;

const CLOCK = "A token that has just been made is over, or nearly, by the clock of this machine, which may be wrong.";

const DEAD: Readonly<Record<DeadReason, string>> = {
  expired: "has expired",
  reused: "was renewed elsewhere, and not in its file",
  invalidated: "was revoked",
  refused: "is not accepted any more",
};

/** One ChatGPT login in use: renewed in time, once for all requests that wait for it. */
export class Account {
  readonly #options: AccountOptions;
  readonly #waiters = new Set<Waiter>();
  readonly #idle: (() => void)[] = [];
  readonly #history: RefreshHistory;
  /** Created once per login, because every request needs them. */
  readonly #credentials = new WeakMap<Login, Obtained>();
  #refreshing = false;

  constructor(options: AccountOptions) {
    this.#options = options;
    this.#history = new RefreshHistory(options.clock);
  }

  /** The credentials for a request, or why there are none; null if it must wait (`obtain`). */
  ready(): Obtained | null {
    const history = this.#history;
    const read = this.#options.store.current();
    if (!read.ok) return this.#unreadable(read.problem);
    const { login } = read;
    const death = history.deathOf(login);
    if (death?.rejected === login.accessToken) return this.#dead(death.why);
    if (!history.isStale(login)) return this.#with(login);
    if (death === null && login.refreshToken !== null) {
      return history.paused && !history.isExpired(login) ? this.#with(login) : null;
    }
    return history.isExpired(login) ? this.#dead(death?.why ?? "expired") : this.#with(login);
  }

  /**
   * Renews the login first, unless another process has; calls back once, now or later.
   * @param rejected the token that the upstream rejected; null if none was sent yet
   * @returns a function that cancels the
   * call
   */
  obtain(rejected: string | null, then: (obtained: Obtained) => void): () => void {
    const { store } = this.#options;
    store.look();
    const read = store.current();
    const waiter: Waiter = { rejected, then };
    const step = read.ok ? this.#stepFor(read.login, rejected) : this.#unreadable(read.problem);
    if (step.kind !== "refresh") then(step);
    else {
      this.#waiters.add(waiter);
      if (!this.#refreshing) this.#start(step, rejected);
    }
    return () => this.#waiters.delete(waiter);
  }

  /** Waits for a refresh in progress: otherwise its answer, and with it the login, would be lost. */
  close(): Promise<void> {
    this.#options.store.close();
    return this.#refreshing ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  #stepFor(login: Login, rejected: string | null): Obtained | RefreshNeeded {
    const history = this.#history;
    if (login.accessToken === rejected && history.isFinal(login)) return { kind: "final" };
    if (login.accessToken !== rejected && !history.isStale(login)) return this.#with(login);
    const death = history.deathOf(login);
    const { refreshToken } = login;
    if (refreshToken !== null && death === null) return { kind: "refresh", login, refreshToken };
    if (death !== null) history.died({ ...death, rejected });
    return this.#outcome(rejected, null);
  }

  #start(call: RefreshNeeded, rejected: string | null): void {
    this.#refreshing = true;
    this.#options.refresh(call.refreshToken, (result) => this.#finish(call, rejected, result, GRACE));
  }

  #finish(call: RefreshNeeded, rejected: string | null, result: Refreshed, grace: number): void {
    const { clock, log, name } = this.#options;
    if (result.kind === "fresh") this.#renew(call.login, result.tokens);
    else if (result.kind === "failed") {
      this.#history.failed();
      log.warn("codex_refresh_failed", { instance: name, reason: result.why });
    } else if (this.#isInFile(call)) {
      const { why } = result;
      if (grace > 0 && why === "reused") {
        clock.setTimer(LOOK_AGAIN, () => this.#finish(call, rejected, result, grace - LOOK_AGAIN));
        return;
      }
      this.#history.died({ refreshToken: call.refreshToken, why, rejected });
      log.error("codex_login_required", { instance: name, message: this.#sentence(why) });
    }
    this.#refreshing = false;
    const failure = result.kind === "failed" ? result.why : null;
    for (const { rejected: refused, then } of this.#take()) then(this.#outcome(refused, failure));
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #renew(old: Login, tokens: FreshTokens): void {
    const { store, clock, log, name } = this.#options;
    const { accessToken } = tokens;
    store.renew(old, tokens);
    const read = store.current();
    const staleAtOnce = read.ok && read.login.accessToken === accessToken && isStale(read.login, clock.wall());
    this.#history.renewed(accessToken, staleAtOnce);
    if (staleAtOnce) log.warn("codex_clock_differs", { instance: name, message: CLOCK });
    log.info("codex_token_renewed", { instance: name });
  }

  /** Whether the file still holds the login to be renewed, and no other process has written a new one. */
  #isInFile({ login, refreshToken }: RefreshNeeded): boolean {
    const { store } = this.#options;
    store.look();
    const read = store.current();
    return read.ok && read.login.accessToken === login.accessToken && read.login.refreshToken === refreshToken;
  }

  #take(): readonly Waiter[] {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    return waiters;
  }

  /** The result after everything possible has been tried. */
  #outcome(rejected: string | null, failure: string | null): Obtained {
    const { store, name } = this.#options;
    const read = store.current();
    if (!read.ok) return this.#unreadable(read.problem);
    const { login } = read;
    if (login.accessToken !== rejected && !this.#history.isExpired(login)) return this.#with(login);
    const death = this.#history.deathOf(login);
    if (death !== null) return this.#dead(death.why);
    if (login.refreshToken === null) return this.#dead(rejected === null ? "expired" : "refused");
    return {
      kind: "unavailable",
      message: `The ChatGPT login of ${name} could not be renewed (${failure ?? "there is no other token"}).`,
    };
  }

  #with(login: Login): Obtained {
    const made = this.#credentials.get(login);
    if (made !== undefined) return made;
    const { accessToken, accountId } = login;
    const headers = ["authorization", `Bearer ${accessToken}`];
    if (accountId !== null) headers.push("chatgpt-account-id", accountId);
    const credentials = { headers, accessToken, bytes: Buffer.from(accessToken, "latin1") };
    const obtained: Obtained = { kind: "credentials", credentials };
    this.#credentials.set(login, obtained);
    return obtained;
  }

  #dead(why: DeadReason): Obtained {
    return loginRequired(this.#sentence(why));
  }

  #unreadable(problem: string): Obtained {
    return loginRequired(`The login file of ${this.#options.name} ${problem}.`);
  }

  #sentence(why: DeadReason): string {
    return `The ChatGPT login of ${this.#options.name} ${DEAD[why]}.`;
  }
}

function loginRequired(sentence: string): Obtained {
  return { kind: "login_required", message: `${sentence} Run \`codex login\` on the server.` };
}
