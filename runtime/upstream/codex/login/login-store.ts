import type { Clock } from "../../../clock.ts";
import type { Logger } from "../../../log/logger.ts";
import { type Login, type ReadLogin, readLogin } from "./login.ts";
import { codeOf, type LoginFiles } from "./login-files.ts";
import { type FreshTokens, renewedText } from "./renewed-text.ts";

export interface StoreOptions {
  readonly path: string;
  /** How the log names the account: `codex.1`. */
  readonly name: string;
  readonly files: LoginFiles;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Milliseconds between two looks at a file of which nothing is heard: a folder may not be watchable. */
const LOOK_EVERY = 1000;
/** Milliseconds between two tries to write what could not be written. */
const WRITE_EVERY = 60_000;
/** Logins that were renewed and could not be written: enough for a year. */
const MOST_SUPERSEDED = 50;

/** One login file: what it says, kept up to date, and what it could not be made to say. */
export class LoginStore {
  readonly #options: StoreOptions;
  #watcher: { close(): void } | null = null;
  #changed = false;
  #lookedAt = 0;
  #signature: string | null = null;
  #login: Login | null = null;
  #problem: string | null = null;
  /** Whether `#login` is newer than the file, which could not be written. */
  #unwritten = false;
  /** Access tokens that `#login` came to replace: a file that holds one of them is an old one. */
  #superseded: readonly string[] = [];
  #triedToWriteAt = 0;
  #toldUnwritten = false;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#watch();
    this.look();
  }

  /** The file is looked at again if something happened in its folder, and once a second anyway. */
  current(): ReadLogin {
    const now = this.#options.clock.now();
    if (this.#changed || now - this.#lookedAt >= LOOK_EVERY) this.look();
    if (this.#unwritten && now - this.#triedToWriteAt >= WRITE_EVERY) this.#write();
    if (this.#login !== null) return { ok: true, login: this.#login };
    return { ok: false, problem: this.#problem ?? "holds no login" };
  }

  /** Looks at the file now, and reads it unless it is the one that was read last. */
  look(): void {
    const { path, files, clock } = this.#options;
    this.#changed = false;
    this.#lookedAt = clock.now();
    try {
      const signature = files.signature(path);
      if (signature === null) {
        // Somebody has logged out.
        this.#forget();
        this.#tell("does not exist");
      } else if (signature !== this.#signature || this.#problem !== null) {
        this.#take(readLogin(files.read(path)));
        this.#signature = signature;
        // The folder may have been made since.
        if (this.#watcher === null) this.#watch();
      }
    } catch (error) {
      this.#tell(`cannot be read (${reasonOf(error)})`);
    }
  }

  /** Takes the login in that `old` was renewed to, and writes it. */
  renew(old: Login, { accessToken, refreshToken, idToken }: FreshTokens): void {
    const tokens = { accessToken, refreshToken: refreshToken ?? old.refreshToken, idToken: idToken ?? old.idToken };
    const renewed = readLogin(renewedText("", tokens, this.#options.clock.wall()));
    if (!renewed.ok) return;
    this.#login = { ...renewed.login, accountId: old.accountId ?? renewed.login.accountId };
    this.#superseded = [...this.#superseded, old.accessToken].slice(-MOST_SUPERSEDED);
    this.#unwritten = true;
    this.#write();
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = null;
  }

  #watch(): void {
    const { path, files } = this.#options;
    try {
      this.#watcher = files.watch(path, () => {
        this.#changed = true;
      });
    } catch {
      // The folder is not there, or the system has no watchers left: the looks must do.
      this.#watcher = null;
    }
  }

  /**
   * A file that cannot be understood takes nothing away from what is known: the CLI writes it in place, so it may be in
   * the middle of that.
   */
  #take(read: ReadLogin): void {
    this.#tell(read.ok ? null : read.problem);
    if (!read.ok || this.#superseded.includes(read.login.accessToken)) return;
    this.#forget();
    this.#login = read.login;
  }

  #forget(): void {
    this.#login = null;
    this.#unwritten = false;
    this.#superseded = [];
    this.#signature = null;
  }

  #tell(problem: string | null): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    const { log, name, path } = this.#options;
    if (problem === null) log.info("codex_login_found", { instance: name, file: path });
    else {
      const message = `The login file of ${name} ${problem}. Run \`codex login\`.`;
      log.warn("codex_login_missing", { message, instance: name, file: path });
    }
  }

  #write(): void {
    const { path, files, clock, log, name } = this.#options;
    this.#triedToWriteAt = clock.now();
    const login = this.#login;
    if (login === null) return;
    try {
      const text = files.read(path);
      const onDisk = readLogin(text);
      if (!onDisk.ok) throw new Error(`it ${onDisk.problem}`);
      if (!this.#superseded.includes(onDisk.login.accessToken)) {
        // Meanwhile another login has been written, and it is not ours to undo.
        this.#take(onDisk);
        return;
      }
      files.replace(path, renewedText(text, login, login.lastRefresh ?? clock.wall()));
      this.#unwritten = false;
      this.#superseded = [];
      this.#signature = files.signature(path);
      if (this.#toldUnwritten) log.info("codex_login_saved", { instance: name, file: path });
      this.#toldUnwritten = false;
    } catch (error) {
      if (this.#toldUnwritten) return;
      this.#toldUnwritten = true;
      const message = `The renewed login of ${name} is kept in memory only: its file cannot be written (${reasonOf(error)}). It is tried again.`;
      log.error("codex_login_not_saved", { message, instance: name, file: path });
    }
  }
}

/** An error's code: its text may hold anything, a temporary file's name at best. */
function reasonOf(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.message : "unknown");
}
