import type { Clock } from "../../../clock.ts";
import { isExpired, isStale, type Login } from "./login.ts";
import type { DeadReason } from "./refresh.ts";

/** A refresh token that is of no use; and the access token that was not accepted with it, if one was. */
export interface Death {
  readonly refreshToken: string;
  readonly why: DeadReason;
  readonly rejected: string | null;
}

/** Milliseconds that a token which is still valid is used for, after it could not be renewed, before that is tried again. */
const PAUSE = 30_000;
/** Milliseconds that a token is new. */
const NEW = 30_000;

/** What the refreshes of an account so far have shown, and what follows from that for a login. */
export class RefreshHistory {
  readonly #clock: Clock;
  #pausedUntil = 0;
  #death: Death | null = null;
  /** The access token that came last, when, and whether it was stale by then. */
  #renewed = { token: "", at: 0, staleAtOnce: false };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A refresh has brought the login's access token. */
  renewed(token: string, staleAtOnce: boolean): void {
    this.#pausedUntil = 0;
    this.#renewed = { token, at: this.#clock.now(), staleAtOnce };
  }

  /** A refresh has failed, and may work another time. */
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

  /** Why the login cannot be renewed; null where nothing is known against it. */
  deathOf(login: Login): Death | null {
    return this.#death !== null && this.#death.refreshToken === login.refreshToken ? this.#death : null;
  }

  /** Whether it should be renewed. A token that is stale as soon as it comes speaks against our clock: the upstream decides. */
  isStale(login: Login): boolean {
    const { token, staleAtOnce } = this.#renewed;
    return !(staleAtOnce && login.accessToken === token) && isStale(login, this.#clock.wall());
  }

  /** Whether it is of no use unless it is renewed. */
  isExpired(login: Login): boolean {
    return this.isStale(login) && isExpired(login, this.#clock.wall());
  }

  /** Of an API key there is no other; and a token that is not accepted although it is new would be followed by its like. */
  isFinal({ kind, accessToken }: Login): boolean {
    if (kind === "api_key") return true;
    const { token, at } = this.#renewed;
    return token === accessToken && this.#clock.now() - at < NEW;
  }
}
