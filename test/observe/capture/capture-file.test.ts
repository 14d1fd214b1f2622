import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CaptureFile } from "../../../runtime/observe/capture/capture-file.ts";
import { diskFiles } from "../../../runtime/observe/capture/files.ts";
import { parseLines, startCapture, temporaryFolder, until } from "../../support/capture.ts";
import { asked, failure, filesThat, traffic } from "../../support/capture-disk.ts";
import { deferred } from "../../support/deferred.ts";

const mode = (path: string) => statSync(path).mode & 0o777;

describe("the file", () => {
  it("is accessible to its owner only, like those next to it, whatever their mode was", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "logs", "capture.jsonl");
    mkdirSync(dirname(file));
    for (const name of [file, `${file}.1`]) writeFileSync(name, "{}\n", { mode: 0o644 });
    const { capture } = startCapture({ file });
    await capture.close();
    expect([mode(file), mode(`${file}.1`)]).toEqual([0o600, 0o600]);
  });

  it("is made with its folder, for its owner alone", async () => {
    const file = join(temporaryFolder(), "new", "capture.jsonl");
    const { capture } = startCapture({ file });
    await capture.close();
    expect([mode(file), mode(dirname(file))]).toEqual([0o600, 0o700]);
  });

  it.each([
    ["a whole line", '{"old":1}\n'],
    ["half a line", '{"old'],
  ])("is appended to if it ends in %s", async (_, before) => {
    const file = join(temporaryFolder(), "capture.jsonl");
    writeFileSync(file, before);
    const started = startCapture({ file });
    await (await traffic(started))("hello");
    await started.capture.close();
    expect(started.text().startsWith(`${before.trimEnd()}\n{"timestamp_iso"`)).toBe(true);
    expect(asked(parseLines(started.text().slice(before.trimEnd().length + 1)))).toEqual(["hello"]);
  });

  it("is written after the interval, and not for each entry", async () => {
    const started = startCapture({ flushInterval: 5 });
    const say = await traffic(started);
    await say("one");
    await say("two");
    expect(started.text()).toBe("");
    await until(started, () => started.text() !== "");
    expect(started.clock.now()).toBeGreaterThanOrEqual(5000);
    expect(asked(started.lines())).toEqual(["one", "two"]);
    await started.capture.close();
    expect(started.clock.pending).toBe(0);
  });

  it("is written at once when the process ends", async () => {
    const started = startCapture();
    await (await traffic(started))("last words");
    started.capture.closeNow();
    expect(asked(started.lines())).toEqual(["last words"]);
    await started.capture.close();
    expect(asked(started.lines())).toEqual(["last words"]);
  });

  it.each(["none", "half", "all"])(
    "contains what was being written only once when the process ends, with %s of it on the disk",
    async (part) => {
      const taken: Buffer[] = [];
      const stuck = deferred();
      let arm = false;
      const disk = filesThat({
        write: (bytes) => {
          if (!arm) return Promise.resolve(bytes);
          taken.push(bytes);
          return stuck.promise.then(() => Promise.reject(failure("EIO")));
        },
      });
      const started = startCapture({}, { files: disk });
      const say = await traffic(started);
      arm = true;
      await say("first");
      await until(started, () => taken.length > 0);
      const bytes = Buffer.concat(taken);
      await say("second");
      writeFileSync(started.file, bytes.subarray(0, { none: 0, half: bytes.length / 2, all: bytes.length }[part] ?? 0));
      started.capture.closeNow();
      expect(asked(started.lines())).toEqual(["first", "second"]);
      stuck.resolve();
    },
  );
});

describe("rotation", () => {
  const open = (folder: string, limits: { maxBytes: number; totalMaxBytes: number; maxFiles: number }) =>
    new CaptureFile({ path: join(folder, "c"), files: diskFiles, ...limits });
  const line = (length: number, letter = "x") => Buffer.from(`${letter.repeat(length - 1)}\n`);
  const sizes = (folder: string) =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]));

  it("goes by size and number", async () => {
    const folder = temporaryFolder();
    const file = open(folder, { maxBytes: 25, totalMaxBytes: 1000, maxFiles: 2 });
    await file.append([line(10), line(10), line(10), line(10), line(10), line(40), line(10)]);
    await file.close();
    expect(sizes(folder)).toEqual({ c: 10, "c.1": 40, "c.2": 10 });
  });

  it("limits the total size", async () => {
    const folder = temporaryFolder();
    const file = open(folder, { maxBytes: 20, totalMaxBytes: 50, maxFiles: 9 });
    for (let i = 0; i < 20; i++) await file.append([line(10)]);
    await file.close();
    expect(sizes(folder)).toEqual({ c: 20, "c.1": 20 });
  });

  it("counts the files of an earlier run, and leaves other files alone", async () => {
    const folder = temporaryFolder();
    for (const name of ["c", "c.1", "c.2", "c.3", "c.7", "c.20240101", "c.txt", "c.01"]) {
      writeFileSync(join(folder, name), line(20, name.at(-1)));
    }
    const file = open(folder, { maxBytes: 20, totalMaxBytes: 60, maxFiles: 3 });
    await file.append([line(20)]);
    await file.close();
    expect(Object.keys(sizes(folder)).sort()).toEqual(["c", "c.01", "c.1", "c.2", "c.20240101", "c.txt"]);
  });

  it("loses no line, and keeps the order and the limits", async () => {
    const lengths = fc.array(fc.array(fc.integer({ min: 2, max: 30 }), { maxLength: 6 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 5, max: 60 }), async (batches, maxBytes) => {
        const folder = temporaryFolder();
        const file = open(folder, { maxBytes, totalMaxBytes: 100_000, maxFiles: 1000 });
        let number = 0;
        const all = batches.map((batch) =>
          batch.map((length) => line(length, String.fromCharCode(97 + (number++ % 26)))),
        );
        for (const batch of all) await file.append([...batch]);
        await file.close();
        const names = readdirSync(folder).sort((a, b) => Number(b.slice(2) || 0) - Number(a.slice(2) || 0));
        const texts = names.map((name) => readFileSync(join(folder, name), "utf8"));
        expect(texts.join("")).toBe(Buffer.concat(all.flat()).toString());
        for (const text of texts) expect(text.length <= maxBytes || text.indexOf("\n") === text.length - 1).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("does not touch a device", async () => {
    const before = mode("/dev/null");
    const file = new CaptureFile({ path: "/dev/null", files: diskFiles, maxBytes: 5, totalMaxBytes: 5, maxFiles: 1 });
    const lines = [line(10), line(10)];
    await file.append(lines);
    await file.close();
    expect(lines).toEqual([]);
    expect(mode("/dev/null")).toBe(before);
  });
});
