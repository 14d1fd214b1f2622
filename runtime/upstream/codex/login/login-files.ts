import * as nodeFs from "node:fs";
import { dirname } from "node:path";

/** What is done to files, injected. All is synchronous: it is little, and happens once in days. */
export interface LoginFiles {
  /** What changes when the file does; null where there is none. Throws where it cannot be known. */
  signature(path: string): string | null;
  /** Throws where it cannot be read, and of what is no plain file. */
  read(path: string): string;
  /** Replaces the file in one step, mode 0600; what was there stays if it fails. Throws. */
  replace(path: string, text: string): void;
  /** Calls back when something changes in the file's folder; does not keep the process. Throws where it cannot. */
  watch(path: string, changed: () => void): { close(): void };
}

/** Far above any login: what is larger is something else, a log or a device. */
const LARGEST = 1 << 20;
/** A file that is mounted alone cannot be renamed over, and a folder may allow no new files while the file is ours. */
const CANNOT_RENAME: ReadonlySet<unknown> = new Set(["EBUSY", "EXDEV", "EACCES", "EPERM"]);

/** What is used of Node's `fs`. */
export type FileSystem = Pick<
  typeof nodeFs,
  | "closeSync"
  | "fchmodSync"
  | "fchownSync"
  | "fsyncSync"
  | "ftruncateSync"
  | "openSync"
  | "readFileSync"
  | "realpathSync"
  | "renameSync"
  | "statSync"
  | "unlinkSync"
  | "watch"
  | "writeFileSync"
>;

export function createLoginFiles(fs: FileSystem): LoginFiles {
  return {
    signature(path) {
      const stat = fs.statSync(path, { throwIfNoEntry: false });
      return stat === undefined ? null : `${stat.ino} ${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}`;
    },
    read(path) {
      const stat = fs.statSync(path);
      // Reading a pipe would wait for ever.
      if (!stat.isFile()) throw new Error("it is no file");
      if (stat.size > LARGEST) throw new Error("it is too large");
      return fs.readFileSync(path, "utf8");
    },
    replace(path, text) {
      // A link stays a link: what it leads to is replaced.
      const target = fs.realpathSync(path);
      try {
        replaceByRename(fs, target, text);
      } catch (error) {
        if (!CANNOT_RENAME.has(codeOf(error))) throw error;
        writeOver(fs, target, text);
      }
    },
    watch(path, changed) {
      const watcher = fs.watch(dirname(path), { persistent: false }, changed);
      watcher.on("error", () => watcher.close());
      return watcher;
    },
  };
}

export const systemFiles: LoginFiles = createLoginFiles(nodeFs);

function replaceByRename(fs: FileSystem, target: string, text: string): void {
  const temporary = `${target}.${process.pid}.${Date.now().toString(36)}.tmp`;
  try {
    const file = fs.openSync(temporary, "wx", 0o600);
    try {
      fs.writeFileSync(file, text);
      // A server of root's must not take the file away from the user whose CLI reads it too.
      if (process.geteuid?.() === 0) {
        const { uid, gid } = fs.statSync(target);
        fs.fchownSync(file, uid, gid);
      }
      // Else a crash could leave an empty file behind the new name, and the refresh token would be lost.
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(temporary, target);
  } catch (error) {
    remove(fs, temporary);
    throw error;
  }
}

function writeOver(fs: FileSystem, target: string, text: string): void {
  const file = fs.openSync(target, "r+");
  try {
    const bytes = Buffer.from(text);
    closeToOthers(fs, file);
    fs.writeFileSync(file, bytes);
    fs.ftruncateSync(file, bytes.length);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function closeToOthers(fs: FileSystem, file: number): void {
  try {
    fs.fchmodSync(file, 0o600);
  } catch {
    // It is another user's, who lets this one write.
  }
}

function remove(fs: FileSystem, path: string): void {
  try {
    fs.unlinkSync(path);
  } catch {
    // It was not made.
  }
}

/** What to say of a failure: its code, for its text may hold anything, a temporary file's name at best. */
export function problemOf(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.message : "unknown");
}

/** `ENOENT` and the like; null where an error has none. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
