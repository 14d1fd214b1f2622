/** One login file in memory, on a disk that can fail. */
import type { LoginFiles } from "../../../../runtime/upstream/codex/login/login-files.ts";

export interface MemoryFiles extends LoginFiles {
  /** null where there is no file. */
  text: string | null;
  /** The code of the error when it is written; null for none. */
  full: string | null;
  /** The code of the error when it is read. */
  unreadable: string | null;
  /** Whether its folder can be watched. */
  watchable: boolean;
  readonly calls: { look: number; read: number; replace: number; watch: number };
  /** How many watchers there are. */
  readonly watchers: number;
  /** Writes it as another process does: watchers are called. */
  write(fields: unknown): void;
  /** The same, but no watcher is called. */
  writeUnheard(fields: unknown): void;
}

function fail(code: string): never {
  throw Object.assign(new Error(`${code}: secret text`), { code });
}

export function memoryFiles(fields: unknown = null): MemoryFiles {
  const listeners = new Set<() => void>();
  let version = 0;
  const textOf = (value: unknown) => (value === null || typeof value === "string" ? value : JSON.stringify(value));
  return {
    text: textOf(fields),
    full: null,
    unreadable: null,
    watchable: true,
    calls: { look: 0, read: 0, replace: 0, watch: 0 },
    get watchers() {
      return listeners.size;
    },
    signature() {
      this.calls.look++;
      if (this.unreadable !== null) fail(this.unreadable);
      return this.text === null ? null : `${version} ${this.text.length}`;
    },
    read() {
      this.calls.read++;
      return this.text ?? fail("ENOENT");
    },
    replace(_, text) {
      this.calls.replace++;
      if (this.full !== null) fail(this.full);
      this.writeUnheard(text);
    },
    watch(_, changed) {
      this.calls.watch++;
      if (!this.watchable) fail("ENOENT");
      listeners.add(changed);
      return { close: () => void listeners.delete(changed) };
    },
    write(value) {
      this.writeUnheard(value);
      for (const changed of listeners) changed();
    },
    writeUnheard(value) {
      this.text = textOf(value);
      version++;
    },
  };
}
