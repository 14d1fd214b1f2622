import type { Clock } from "../../../clock.ts";
import type { Logger } from "../../../log/logger.ts";
import { FileWatch } from "./file-watch.ts";
import { type Login, type ReadLogin, readLogin } from "./login.ts";
import { type LoginFiles, problemOf } from "./login-files.ts";
import { type FreshTokens, renewedText } from "./renewed-text.ts";
import { UnsavedLogin } from "./unsaved-login.ts";

export interface StoreOptions {
  readonly path: string;
  /** The account's name in the log: `codex.1`. */
  readonly name: string;
  readonly files: LoginFiles;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One login file: the login in it, kept up to date, or a newer one that could not be written to it yet. */
export class LoginStore {
  readonly #options: StoreOptions;
  readonly #watch: FileWatch;
  readonly #unsaved: UnsavedLogin;
  /** Of the file as it was last read. */
  #signature: string | null = null;
  #login: Login | null = null;
  #problem: string | null = null;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#watch = new FileWatch(options);
    this.#unsaved = new UnsavedLogin(options);
    this.look();
  }

  /** Checks the file again if something happened in its folder, and at least once a second. */
  current(): ReadLogin {
    if (this.#watch.due) this.look();
    if (this.#login !== null && this.#unsaved.due) this.#save(this.#login);
    if (this.#login !== null) return { ok: true, login: this.#login };
    return { ok: false, problem: this.#problem ?? "holds no login" };
  }

  /** Checks the file now, and reads it if it has changed since it was last read. */
  look(): void {
    const { path, files } = this.#options;
    this.#watch.looked();
    try {
      const signature = files.signature(path);
      if (signature === null) {
        // The user has logged out.
        this.#forget();
        this.#report("does not exist");
      } else if (signature !== this.#signature || this.#problem !== null) {
        this.#take(readLogin(files.read(path)));
        this.#signature = signature;
        // The folder may have been created meanwhile.
        this.#watch.start();
      }
    } catch (error) {
      this.#report(`cannot be read (${problemOf(error)})`);
    }
  }

  /** Takes the login that replaces `old`, and writes it. */
  renew(old: Login, { accessToken, refreshToken, idToken }: FreshTokens): void {
    const tokens = { accessToken, refreshToken: refreshToken ?? old.refreshToken, idToken: idToken ?? old.idToken };
    const renewed = readLogin(renewedText("", tokens, this.#options.clock.wall()));
    if (!renewed.ok) return;
    const login = { ...renewed.login, accountId: old.accountId ?? renewed.login.accountId };
    this.#login = login;
    this.#unsaved.supersede(old.accessToken);
    this.#save(login);
  }

  close(): void {
    this.#watch.close();
  }

  /** An unreadable file does not discard the known login: the CLI writes the file in place, so it may be half-written. */
  #take(read: ReadLogin): void {
    this.#report(read.ok ? null : read.problem);
    if (!read.ok || this.#unsaved.isSuperseded(read.login)) return;
    this.#forget();
    this.#login = read.login;
  }

  #forget(): void {
    this.#login = null;
    this.#unsaved.forget();
  }

  /** Logs each problem once, and when it is over. */
  #report(problem: string | null): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    const { log, name, path } = this.#options;
    if (problem === null) log.info("codex_login_found", { instance: name, file: path });
    else {
      const message = `The login file of ${name} ${problem}. Run \`codex login\`.`;
      log.warn("codex_login_missing", { message, instance: name, file: path });
    }
  }

  #save(login: Login): void {
    const { path, files } = this.#options;
    const saved = this.#unsaved.save(login);
    // What another process has written must not be overwritten.
    if (saved.kind === "other") this.#take({ ok: true, login: saved.login });
    else if (saved.kind === "saved") this.#signature = signatureOf(files, path);
  }
}

/** null if it cannot be determined: then the file is read again. */
function signatureOf(files: LoginFiles, path: string): string | null {
  try {
    return files.signature(path);
  } catch {
    return null;
  }
}
