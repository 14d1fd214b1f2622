import type { Clock } from "../../../clock.ts";
import type { Logger } from "../../../log/logger.ts";
import { type Login, readLogin } from "./login.ts";
import { type LoginFiles, problemOf } from "./login-files.ts";
import { renewedText } from "./renewed-text.ts";

export interface UnsavedOptions {
  readonly path: string;
  /** How the log names the account: `codex.1`. */
  readonly name: string;
  readonly files: LoginFiles;
  readonly clock: Clock;
  readonly log: Logger;
}

export type Saved =
  | { readonly kind: "saved" }
  /** It is tried again later. */
  | { readonly kind: "failed" }
  /** Meanwhile another login has been written to the file. */
  | { readonly kind: "other"; readonly login: Login };

/** Milliseconds between two tries to write what could not be written. */
const WRITE_EVERY = 60_000;
/** Logins that were renewed and could not be written: enough for a year. */
const MOST_SUPERSEDED = 50;

/** A renewed login on its way into its file. */
export class UnsavedLogin {
  readonly #options: UnsavedOptions;
  /** The access tokens that the renewed login replaces: a file that holds one of them is an old one. */
  #superseded: readonly string[] = [];
  #triedAt = 0;
  #failing = false;

  constructor(options: UnsavedOptions) {
    this.#options = options;
  }

  /** Whether a login waits to be written, and it is time to try again. */
  get due(): boolean {
    return this.#superseded.length > 0 && this.#options.clock.now() - this.#triedAt >= WRITE_EVERY;
  }

  /** A login was renewed that had this access token. */
  supersede(accessToken: string): void {
    this.#superseded = [...this.#superseded, accessToken].slice(-MOST_SUPERSEDED);
  }

  isSuperseded({ accessToken }: Login): boolean {
    return this.#superseded.includes(accessToken);
  }

  /** Nothing is to be written any more. */
  forget(): void {
    this.#superseded = [];
  }

  /** Writes the renewed login, unless the file holds another one by now. */
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
