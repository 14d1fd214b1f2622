import type { Clock } from "../../../clock.ts";
import { isExpired, isStale, type Login } from "./login.ts";
import type { DeadReason } from "./refresh.ts";

/** A refresh token that no longer works, and the access token that was rejected with it, if one was. */
export interface Death {
  readonly refreshToken: string;
  readonly why: DeadReason;
  readonly rejected: string | null;
}

/** Milliseconds after a failed refresh in which a token that is still valid is used without trying again. */
const PAUSE = 30_000;
/** Milliseconds for which a token counts as new. */
const NEW = 30_000;

/** The results of an account's refreshes so far, and what they mean for a login. */
export class RefreshHistory {
  readonly #clock: Clock;
  #pausedUntil = 0;
  #death: Death | null = null;
  /** The latest access token, when it came, and whether it was already stale. */
  #renewed = { token: "", at: 0, staleAtOnce: false };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A refresh has returned the login's access token. */
  renewed(token: string, staleAtOnce: boolean): void {
    this.#pausedUntil = 0;
    this.#renewed = { token, at: this.#clock.now(), staleAtOnce };
  }

  /** A refresh has failed, but may work another time. */
  failed(): void {
    this.#pausedUntil = this.#clock.now() + PAUSE;
  }

  died(death: Death): void {
    this.#death = death;
  }

  /** Whether a refresh has just failed, so that the next one should wait. */
  get paused(): boolean {
    return this.#clock.now() < this.#pausedUntil;
  }

  /** Why the login cannot be renewed; null if it can, as far as known. */
  deathOf(login: Login): Death | null {
    return this.#death !== null && this.#death.refreshToken === login.refreshToken ? this.#death : null;
  }

  /** Whether it should be renewed. If new tokens are stale at once, Turnout's clock is wrong, and the upstream decides. */
  isStale(login: Login): boolean {
    const { token, staleAtOnce } = this.#renewed;
    return !(staleAtOnce && login.accessToken === token) && isStale(login, this.#clock.wall());
  }

  /** Whether it is useless unless renewed. */
  isExpired(login: Login): boolean {
    return this.isStale(login) && isExpired(login, this.#clock.wall());
  }

  /** An API key cannot be renewed; and if a new token is rejected, the next one would be too. */
  isFinal({ kind, accessToken }: Login): boolean {
    if (kind === "api_key") return true;
    const { token, at } = this.#renewed;
    return token === accessToken && this.#clock.now() - at < NEW;
  }
}
