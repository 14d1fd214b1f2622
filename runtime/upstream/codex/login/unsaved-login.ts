import type { Clock } from "../../../clock.ts";
import type { Logger } from "../../../log/logger.ts";
import { type Login, readLogin } from "./login.ts";
import { type LoginFiles, problemOf } from "./login-files.ts";
import { renewedText } from "./renewed-text.ts";

export interface UnsavedOptions {
  readonly path: string;
  /** The account's name in the log: `codex.1`. */
  readonly name: string;
  readonly files: LoginFiles;
  readonly clock: Clock;
  readonly log: Logger;
}

export type Saved =
  | { readonly kind: "saved" }
  /** It is tried again later. */
  | { readonly kind: "failed" }
  /** Another login has meanwhile been written to the file. */
  | { readonly kind: "other"; readonly login: Login };

/** Milliseconds between two attempts to write. */
const WRITE_EVERY = 60_000;
/** How many replaced tokens are remembered: enough for a year. */
const MOST_SUPERSEDED = 50;

/** A renewed login that is yet to be written to its file. */
export class UnsavedLogin {
  readonly #options: UnsavedOptions;
  /** The access tokens that the renewed login replaces: a file that contains one of them is outdated. */
  #superseded: readonly string[] = [];
  #triedAt = 0;
  #failing = false;

  constructor(options: UnsavedOptions) {
    this.#options = options;
  }

  /** Whether a login is waiting to be written, and it is time to try again. */
  get due(): boolean {
    return this.#superseded.length > 0 && this.#options.clock.now() - this.#triedAt >= WRITE_EVERY;
  }

  /** The login with this access token has been renewed. */
  supersede(accessToken: string): void {
    this.#superseded = [...this.#superseded, accessToken].slice(-MOST_SUPERSEDED);
  }

  isSuperseded({ accessToken }: Login): boolean {
    return this.#superseded.includes(accessToken);
  }

  /** Nothing needs to be written any more. */
  forget(): void {
    this.#superseded = [];
  }

  /** Writes the renewed login, unless the file contains another one by now. */
  save(login: Login): Saved {
    const { path, files, clock, log, name } = this.#options;
    this.#triedAt = clock.now();
    try {
      const text = files.read(path);
      const onDisk = readLogin(text);
      if (!onDisk.ok) throw new Error(`it ${onDisk.problem}`);
      if (!this.isSuperseded(onDisk.login)) return { kind: "other", login: onDisk.login };
      files.replace(path, renewedText(text, login, login.lastRefresh ?? clock.wall()));
      this.forget();
      if (this.#failing) log.info("codex_login_saved", { instance: name, file: path });
      this.#failing = false;
      return { kind: "saved" };
    } catch (error) {
      if (!this.#failing) {
        const message = `The renewed login of ${name} is kept in memory only: its file cannot be written (${problemOf(error)}). It is tried again.`;
        log.error("codex_login_not_saved", { message, instance: name, file: path });
      }
      this.#failing = true;
      return { kind: "failed" };
    }
  }
}
