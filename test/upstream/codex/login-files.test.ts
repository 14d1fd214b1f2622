import { execFileSync } from "node:child_process";
import { EventEmitter } from "node:events";
import * as nodeFs from "node:fs";
import { chmodSync, chownSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { codeOf, createLoginFiles, problemOf, systemFiles } from "../../../runtime/upstream/codex/login/login-files.ts";
import { folder, loginFile } from "./support/login-file.ts";

const NOBODY = 65_534;

/** Runs as someone who may not write everywhere. */
function asNobody(path: string, act: () => void): void {
  if (process.getuid?.() !== 0) {
    act();
    return;
  }
  chownSync(path, NOBODY, NOBODY);
  chownSync(dirname(path), NOBODY, NOBODY);
  process.seteuid?.(NOBODY);
  try {
    act();
  } finally {
    process.seteuid?.(0);
  }
}

test("a file in a folder that allows no new ones is overwritten", () => {
  const path = loginFile("x".repeat(100));
  chmodSync(dirname(path), 0o555);
  asNobody(path, () => systemFiles.replace(path, "short"));
  chmodSync(dirname(path), 0o755);
  expect(readFileSync(path, "utf8")).toBe("short");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.skipIf(process.geteuid?.() !== 0)("a file that root renews stays its user's", () => {
  const path = loginFile("old");
  chownSync(path, NOBODY, NOBODY);
  systemFiles.replace(path, "new");
  const { uid, gid, mode } = statSync(path);
  expect([readFileSync(path, "utf8"), uid, gid, mode & 0o777]).toEqual(["new", NOBODY, NOBODY, 0o600]);
});

test("a file that may not be written stays as it is", () => {
  const path = loginFile("as it was");
  chmodSync(path, 0o444);
  chmodSync(dirname(path), 0o555);
  asNobody(path, () => expect(() => systemFiles.replace(path, "new")).toThrow(/EACCES/));
  chmodSync(dirname(path), 0o755);
  expect(readFileSync(path, "utf8")).toBe("as it was");
});

test("a disk that is really full leaves the file as it was and nothing beside it", (context) => {
  const disk = folder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "none", disk], { stdio: "ignore" });
  } catch {
    context.skip("nothing may be mounted here");
  }
  try {
    const path = join(disk, "auth.json");
    writeFileSync(path, "as it was");
    expect(() => systemFiles.replace(path, "x".repeat(64_000))).toThrow(/ENOSPC/);
    expect(readFileSync(path, "utf8")).toBe("as it was");
    expect(readdirSync(disk)).toEqual(["auth.json"]);
  } finally {
    execFileSync("umount", [disk]);
  }
});

test("a file that is not a regular file, or far too large, is not read", () => {
  const path = loginFile();
  expect(() => systemFiles.read(dirname(path))).toThrow("it is no file");
  writeFileSync(path, Buffer.alloc(2 << 20));
  expect(() => systemFiles.read(path)).toThrow("it is too large");
  execFileSync("mkfifo", [`${path}.pipe`]);
  expect(() => systemFiles.read(`${path}.pipe`)).toThrow("it is no file");
});

test("a file that is replaced belongs to its owner alone", () => {
  const path = loginFile("old");
  chmodSync(path, 0o644);
  const before = systemFiles.signature(path);
  systemFiles.replace(path, "new");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(systemFiles.signature(path)).not.toBe(before);
});

/** Node's `fs`, with the order of what is done to files; renaming may fail. */
function watchedFs(renameFails: string | null = null) {
  const calls: string[] = [];
  const fs = {
    ...nodeFs,
    writeFileSync(...args: Parameters<typeof nodeFs.writeFileSync>) {
      calls.push("write");
      nodeFs.writeFileSync(...args);
    },
    ftruncateSync(...args: Parameters<typeof nodeFs.ftruncateSync>) {
      calls.push("truncate");
      nodeFs.ftruncateSync(...args);
    },
    fsyncSync(file: number) {
      calls.push("fsync");
      nodeFs.fsyncSync(file);
    },
    renameSync(...args: Parameters<typeof nodeFs.renameSync>) {
      calls.push("rename");
      if (renameFails !== null) throw Object.assign(new Error(renameFails), { code: renameFails });
      nodeFs.renameSync(...args);
    },
    closeSync(file: number) {
      calls.push("close");
      nodeFs.closeSync(file);
    },
  };
  return { calls, files: createLoginFiles(fs) };
}

test("a new file is on the disk before it takes the old one's name", () => {
  const path = loginFile("old");
  const { calls, files } = watchedFs();
  files.replace(path, "new");
  expect(calls).toEqual(["write", "fsync", "close", "rename"]);
  expect(readFileSync(path, "utf8")).toBe("new");
});

test.each(["EBUSY", "EXDEV", "EACCES", "EPERM"])(
  "a file that cannot be replaced by a rename (%s) is overwritten, and synced",
  (code) => {
    const path = loginFile("an old and longer text");
    const { calls, files } = watchedFs(code);
    files.replace(path, "new");
    expect(calls.slice(-4)).toEqual(["write", "truncate", "fsync", "close"]);
    expect([readFileSync(path, "utf8"), readdirSync(dirname(path))]).toEqual(["new", ["auth.json"]]);
  },
);

test("any other failure leaves the file as it was and nothing beside it", () => {
  const path = loginFile("as it was");
  const { calls, files } = watchedFs("EIO");
  expect(() => files.replace(path, "new")).toThrow("EIO");
  expect(calls).toEqual(["write", "fsync", "close", "rename"]);
  expect([readFileSync(path, "utf8"), readdirSync(dirname(path))]).toEqual(["as it was", ["auth.json"]]);
});

test("a missing file is noticed, and so is each change of an existing one", () => {
  const path = loginFile("old");
  expect(systemFiles.signature(`${path}.gone`)).toBeNull();
  const before = systemFiles.signature(path);
  expect(systemFiles.signature(path)).toBe(before);
  writeFileSync(path, "other");
  expect(systemFiles.signature(path)).not.toBe(before);
});

test("as large as a login may be is read", () => {
  const path = loginFile("x".repeat(1 << 20));
  expect(systemFiles.read(path)).toHaveLength(1 << 20);
});

test("the folder is watched without keeping the process, until that fails", () => {
  const watcher = Object.assign(new EventEmitter(), { closed: 0, close: () => watcher.closed++ });
  const watched: unknown[] = [];
  const changed = () => {};
  const watch = (...args: readonly unknown[]) => {
    watched.push(args);
    return watcher;
  };
  const files = createLoginFiles({ ...nodeFs, watch: watch as unknown as typeof nodeFs.watch });
  expect(files.watch("/home/auth.json", changed)).toBe(watcher);
  expect(watched).toEqual([["/home", { persistent: false }, changed]]);
  watcher.emit("error", new Error("EIO"));
  expect(watcher.closed).toBe(1);
});

test("only a text is a code", () => {
  expect(codeOf(Object.assign(new Error("x"), { code: 7 }))).toBeNull();
  expect([codeOf({ code: "EIO" }), codeOf(null), codeOf(new Error("x"))]).toEqual([null, null, null]);
});

test("problems are named by their code, or else by their message", () => {
  expect(problemOf(Object.assign(new Error("/secret/path"), { code: "EIO" }))).toBe("EIO");
  expect(problemOf(new Error("it is no file"))).toBe("it is no file");
  expect(problemOf("anything")).toBe("unknown");
});
