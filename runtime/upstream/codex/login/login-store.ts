import type { Clock } from "../../../clock.ts";
import type { Logger } from "../../../log/logger.ts";
import { FileWatch } from "./file-watch.ts";
import { type Login, type ReadLogin, readLogin } from "./login.ts";
import { type LoginFiles, problemOf } from "./login-files.ts";
import { type FreshTokens, renewedText } from "./renewed-text.ts";
import { UnsavedLogin } from "./unsaved-login.ts";

export interface StoreOptions {
  readonly path: string;
  /** How the log names the account: `codex.1`. */
  readonly name: string;
  readonly files: LoginFiles;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One login file: the login in it, kept up to date, or a newer one that it does not hold yet. */
export class LoginStore {
  readonly #options: StoreOptions;
  readonly #watch: FileWatch;
  readonly #unsaved: UnsavedLogin;
  /** Of the file as it was read last. */
  #signature: string | null = null;
  #login: Login | null = null;
  #problem: string | null = null;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#watch = new FileWatch(options);
    this.#unsaved = new UnsavedLogin(options);
    this.look();
  }

  /** The file is looked at again if something happened in its folder, and once a second anyway. */
  current(): ReadLogin {
    if (this.#watch.due) this.look();
    if (this.#login !== null && this.#unsaved.due) this.#save(this.#login);
    if (this.#login !== null) return { ok: true, login: this.#login };
    return { ok: false, problem: this.#problem ?? "holds no login" };
  }

  /** Looks at the file now, and reads it unless it is the one that was read last. */
  look(): void {
    const { path, files } = this.#options;
    this.#watch.looked();
    try {
      const signature = files.signature(path);
      if (signature === null) {
        // Somebody has logged out.
        this.#forget();
        this.#report("does not exist");
      } else if (signature !== this.#signature || this.#problem !== null) {
        this.#take(readLogin(files.read(path)));
        this.#signature = signature;
        // The folder may have been made since.
        this.#watch.start();
      }
    } catch (error) {
      this.#report(`cannot be read (${problemOf(error)})`);
    }
  }

  /** Takes the login that `old` was renewed to, and writes it. */
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

  /**
   * A file that cannot be understood takes nothing away from what is known: the CLI writes it in place, so it may be in
   * the middle of that.
   */
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

  /** Logs each problem once, and that it is over. */
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
    // It is not ours to undo what another process has written.
    if (saved.kind === "other") this.#take({ ok: true, login: saved.login });
    else if (saved.kind === "saved") this.#signature = signatureOf(files, path);
  }
}

/** null where it cannot be known: then the file is read again. */
function signatureOf(files: LoginFiles, path: string): string | null {
  try {
    return files.signature(path);
  } catch {
    return null;
  }
}
