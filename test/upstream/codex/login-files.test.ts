import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { systemFiles } from "../../../runtime/upstream/codex/login/login-files.ts";
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

test("a file in a folder that takes no new ones is written over", () => {
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

test("what is no plain file, or far too large, is not read", () => {
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
