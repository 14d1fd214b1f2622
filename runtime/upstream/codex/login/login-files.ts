import * as nodeFs from "node:fs";
import { dirname } from "node:path";

/** The file operations for logins, injected. All are synchronous, because they are short and rare. */
export interface LoginFiles {
  /** Changes when the file does; null if there is no file. Throws if it cannot be determined. */
  signature(path: string): string | null;
  /** Throws if it cannot be read or is not a regular file. */
  read(path: string): string;
  /** Replaces the file atomically, mode 0600; if that fails, it is unchanged. Throws. */
  replace(path: string, text: string): void;
  /** Calls back when something changes in the file's folder; does not keep the process alive. Throws if it cannot watch. */
  watch(path: string, changed: () => void): { close(): void };
}

/** Far larger than any login: such a file is something else, a log or a device. */
const LARGEST = 1 << 20;
/**
 * A file that is mounted on its own cannot be replaced by a rename, and a folder may allow no new files although the file is
 * writable.
 */
const CANNOT_RENAME: ReadonlySet<unknown> = new Set(["EBUSY", "EXDEV", "EACCES", "EPERM"]);

/** The functions of Node's `fs` that are used. */
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
      // Reading a pipe would block for ever.
      if (!stat.isFile()) throw new Error("it is no file");
      if (stat.size > LARGEST) throw new Error("it is too large");
      return fs.readFileSync(path, "utf8");
    },
    replace(path, text) {
      // A link stays a link: its destination is replaced.
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
      // A server that runs as root must not take the file away from the user whose CLI reads it too.
      if (process.geteuid?.() === 0) {
        const { uid, gid } = fs.statSync(target);
        fs.fchownSync(file, uid, gid);
      }
      // Otherwise a crash could leave an empty file under the new name, and the refresh token would be lost.
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
    // It belongs to another user, who lets this one write.
  }
}

function remove(fs: FileSystem, path: string): void {
  try {
    fs.unlinkSync(path);
  } catch {
    // It was not created.
  }
}

/** An error's code, to be shown; its text may contain anything, at least a temporary file's name. */
export function problemOf(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.message : "unknown");
}

/** `ENOENT` and the like; null if an error has none. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
