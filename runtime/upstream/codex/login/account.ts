import type { Clock } from "../../../clock.ts";
import type { Logger } from "../../../log/logger.ts";
import { isExpired, isStale, type Login } from "./login.ts";
import type { LoginStore } from "./login-store.ts";
import type { DeadReason, Refresh, Refreshed } from "./refresh.ts";

/** What a request is sent with. */
export interface Credentials {
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly accessToken: string;
  /** The same, to look for it in answers. */
  readonly bytes: Buffer;
}

export type Obtained =
  | { readonly kind: "credentials"; readonly credentials: Credentials }
  | Refused
  /** To renew what was not accepted is impossible or would not help: what the upstream says of it counts. */
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

interface Waiter {
  /** The token that the upstream did not accept; null where none was sent yet. */
  readonly rejected: string | null;
  readonly then: (obtained: Obtained) => void;
}

/** Milliseconds that a token which is still valid is used for, after it could not be renewed, before that is tried again. */
const PAUSE = 30_000;
/** Milliseconds that a token is new. */
const NEW = 30_000;
/** Milliseconds for another process, which has used the refresh token just before us, to get and write a new one. */
const GRACE = 5000;
/** Milliseconds between the looks for it. */
const LOOK_AGAIN = 250;

const CLOCK = "A token that has just been made is over, or nearly, by the clock of this machine, which may be wrong.";

const DEAD: Readonly<Record<DeadReason, string>> = {
  expired: "has expired",
  reused: "was renewed elsewhere, and not in its file",
  invalidated: "was revoked",
  refused: "is not accepted any more",
};

/** One ChatGPT login in use: renewed in time, once for all that wait for it. */
export class Account {
  readonly #options: AccountOptions;
  readonly #waiters = new Set<Waiter>();
  readonly #idle: (() => void)[] = [];
  #refreshing = false;
  #pausedUntil = 0;
  /** A refresh token that is of no use; and the access token that was not accepted with it, if one was. */
  #dead: { readonly refreshToken: string; readonly why: DeadReason; readonly rejected: string | null } | null = null;
  /** The access token that was got last, when, and whether it was stale by then. */
  #renewed = { token: "", at: 0, atOnce: false };
  #login: Login | null = null;
  #credentials: Obtained | null = null;

  constructor(options: AccountOptions) {
    this.#options = options;
  }

  /** What a request can be sent with at once, or why it cannot; null: it must wait (`obtain`). */
  ready(): Obtained | null {
    const { store, clock } = this.#options;
    const read = store.current();
    if (!read.ok) return this.#without(`The login file of ${this.#options.name} ${read.problem}.`);
    const { login } = read;
    const dead = this.#deathOf(login);
    if (dead?.rejected === login.accessToken) return this.#deadMessage(dead.why);
    if (!this.#isStale(login)) return this.#with(login);
    if (dead === null && login.refreshToken !== null) {
      return clock.now() < this.#pausedUntil && !this.#isExpired(login) ? this.#with(login) : null;
    }
    if (!this.#isExpired(login)) return this.#with(login);
    return this.#deadMessage(dead?.why ?? "expired");
  }

  /**
   * Renews the login first, if no other process has; calls back now or later, once.
   * @param rejected the token that the upstream did not accept; null where none was sent yet
   * @returns what takes the wish back
   */
  obtain(rejected: string | null, then: (obtained: Obtained) => void): () => void {
    const { store } = this.#options;
    store.look();
    const read = store.current();
    const waiter: Waiter = { rejected, then };
    if (!read.ok) then(this.#without(`The login file of ${this.#options.name} ${read.problem}.`));
    else if (read.login.accessToken === rejected && this.#cannotHelp(read.login)) then({ kind: "final" });
    else if (read.login.accessToken !== rejected && !this.#isStale(read.login)) then(this.#with(read.login));
    else {
      const { login } = read;
      const dead = this.#deathOf(login);
      if (login.refreshToken === null || dead !== null) {
        if (dead !== null) this.#dead = { ...dead, rejected };
        then(this.#outcome(rejected, null));
      } else {
        this.#waiters.add(waiter);
        if (!this.#refreshing) this.#start(login, login.refreshToken, rejected);
      }
    }
    return () => this.#waiters.delete(waiter);
  }

  /** Waits for a refresh that is under way: its answer would be lost, and with it the login. */
  close(): Promise<void> {
    this.#options.store.close();
    return this.#refreshing ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  /** Of an API key there is no other; and a token that is not accepted although it is new would be followed by its like. */
  #cannotHelp({ kind, accessToken }: Login): boolean {
    if (kind === "api_key") return true;
    const { token, at } = this.#renewed;
    return token === accessToken && this.#options.clock.now() - at < NEW;
  }

  #start(login: Login, refreshToken: string, rejected: string | null): void {
    this.#refreshing = true;
    this.#options.refresh(refreshToken, (result) => this.#finish(login, refreshToken, rejected, result, GRACE));
  }

  #finish(login: Login, refreshToken: string, rejected: string | null, result: Refreshed, grace: number): void {
    const { store, clock, log, name } = this.#options;
    if (result.kind === "fresh") {
      store.renew(login, result.tokens);
      this.#dead = null;
      this.#pausedUntil = 0;
      const { accessToken: token } = result.tokens;
      const read = store.current();
      const atOnce = read.ok && read.login.accessToken === token && isStale(read.login, clock.wall());
      this.#renewed = { token, at: clock.now(), atOnce };
      if (atOnce) log.warn("codex_clock_differs", { instance: name, message: CLOCK });
      log.info("codex_token_renewed", { instance: name });
    } else if (result.kind === "failed") {
      this.#pausedUntil = clock.now() + PAUSE;
      log.warn("codex_refresh_failed", { instance: name, reason: result.why });
    } else {
      store.look();
      const read = store.current();
      const same = read.ok && read.login.accessToken === login.accessToken && read.login.refreshToken === refreshToken;
      if (same && grace > 0 && result.why === "reused") {
        clock.setTimer(LOOK_AGAIN, () => this.#finish(login, refreshToken, rejected, result, grace - LOOK_AGAIN));
        return;
      }
      if (same) {
        this.#dead = { refreshToken, why: result.why, rejected };
        log.error("codex_login_required", { instance: name, message: this.#sentence(result.why) });
      }
    }
    this.#refreshing = false;
    const failure = result.kind === "failed" ? result.why : null;
    for (const { rejected: refused, then } of this.#take()) then(this.#outcome(refused, failure));
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #take(): readonly Waiter[] {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    return waiters;
  }

  /** What there is after all that could be done. */
  #outcome(rejected: string | null, failure: string | null): Obtained {
    const { store, name } = this.#options;
    const read = store.current();
    if (!read.ok) return this.#without(`The login file of ${name} ${read.problem}.`);
    const { login } = read;
    if (login.accessToken !== rejected && !this.#isExpired(login)) return this.#with(login);
    const dead = this.#deathOf(login);
    if (dead !== null) return this.#deadMessage(dead.why);
    if (login.refreshToken === null) return this.#deadMessage(rejected === null ? "expired" : "refused");
    return {
      kind: "unavailable",
      message: `The ChatGPT login of ${name} could not be renewed (${failure ?? "there is no other token"}).`,
    };
  }

  /** A token that is over as soon as it comes speaks against our clock: then the upstream must say when it is. */
  #isStale(login: Login): boolean {
    const { token, atOnce } = this.#renewed;
    return !(atOnce && login.accessToken === token) && isStale(login, this.#options.clock.wall());
  }

  #isExpired(login: Login): boolean {
    return this.#isStale(login) && isExpired(login, this.#options.clock.wall());
  }

  #deathOf(login: Login) {
    return this.#dead !== null && this.#dead.refreshToken === login.refreshToken ? this.#dead : null;
  }

  #with(login: Login): Obtained {
    if (this.#login !== login || this.#credentials === null) {
      const headers = ["authorization", `Bearer ${login.accessToken}`];
      if (login.accountId !== null) headers.push("chatgpt-account-id", login.accountId);
      this.#login = login;
      this.#credentials = {
        kind: "credentials",
        credentials: { headers, accessToken: login.accessToken, bytes: Buffer.from(login.accessToken, "latin1") },
      };
    }
    return this.#credentials;
  }

  #deadMessage(why: DeadReason): Obtained {
    return this.#without(this.#sentence(why));
  }

  #sentence(why: DeadReason): string {
    return `The ChatGPT login of ${this.#options.name} ${DEAD[why]}.`;
  }

  #without(sentence: string): Obtained {
    return { kind: "login_required", message: `${sentence} Run \`codex login\` on the server.` };
  }
}
