import { fchmodSync, fstatSync, openSync, statSync, writeSync } from "node:fs";
import { chmod, constants, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";

/** The capture's file operations, injected so that tests can simulate a disk that is full or gone. */
export interface Files {
  /** Opens a file to append to; a new one is accessible to its owner only. */
  open(path: string): Promise<OpenFile>;
  /** null if there is no such file. */
  facts(path: string): Promise<FileFacts | null>;
  names(folder: string): Promise<readonly string[]>;
  makeFolder(path: string): Promise<void>;
  protect(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Synchronous operations, for the start and the end of the process. */
  readonly now: {
    isFolder(path: string): boolean;
    open(path: string): number;
    size(fd: number): number;
    write(fd: number, bytes: Buffer): number;
  };
}

export interface OpenFile {
  readonly fd: number;
  facts(): Promise<FileFacts>;
  protect(): Promise<void>;
  /** One byte; null if there is none. */
  byteAt(position: number): Promise<number | null>;
  /** Returns how many bytes were written. */
  write(bytes: Buffer): Promise<number>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

export interface FileFacts {
  /** Equal for two paths that lead to the same file. */
  readonly id: string;
  readonly size: number;
  readonly mode: number;
  /** false for a device or a pipe: it has no size and cannot be rotated. */
  readonly regular: boolean;
}

/** Only its owner may read a capture. */
export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
// Without O_NONBLOCK, opening a pipe that nobody reads would block.
const FLAGS = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

type Stats = Awaited<ReturnType<typeof stat>>;

function factsOf(stats: Stats): FileFacts {
  return {
    id: `${stats.dev}:${stats.ino}`,
    size: Number(stats.size),
    mode: Number(stats.mode) & 0o7777,
    regular: stats.isFile(),
  };
}

export const diskFiles: Files = {
  async open(path) {
    const handle = await open(path, FLAGS, FILE_MODE);
    return {
      fd: handle.fd,
      facts: async () => factsOf(await handle.stat()),
      protect: () => handle.chmod(FILE_MODE),
      async byteAt(position) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(1), 0, 1, position);
        return bytesRead === 0 ? null : (buffer[0] ?? null);
      },
      write: async (bytes) => (await handle.write(bytes)).bytesWritten,
      truncate: (size) => handle.truncate(size),
      close: () => handle.close(),
    };
  },
  async facts(path) {
    try {
      return factsOf(await stat(path));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
      throw error;
    }
  },
  names: (folder) => readdir(folder),
  makeFolder: async (path) => void (await mkdir(path, { recursive: true, mode: FOLDER_MODE })),
  protect: (path) => chmod(path, FILE_MODE),
  rename,
  remove: (path) => rm(path, { force: true }),
  now: {
    isFolder(path) {
      try {
        return statSync(path).isDirectory();
      } catch {
        return false;
      }
    },
    open(path) {
      const fd = openSync(path, FLAGS, FILE_MODE);
      if (fstatSync(fd).isFile()) fchmodSync(fd, FILE_MODE);
      return fd;
    },
    size: (fd) => fstatSync(fd).size,
    write: (fd, bytes) => writeSync(fd, bytes),
  },
};

/** `ENOSPC`, `EROFS`; "unknown" if it is not a file error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}
