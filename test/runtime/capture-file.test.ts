import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CaptureFile } from "../../runtime/capture/capture-file.ts";
import { diskFiles, type Files } from "../../runtime/capture/files.ts";
import { type Line, parseLines, startCapture, type TestCapture, temporaryFolder, until } from "../support/capture.ts";
import { type Captured, captureServer } from "../support/capture-traffic.ts";
import { send } from "../support/client.ts";
import { deferred } from "../support/deferred.ts";

const mode = (path: string) => statSync(path).mode & 0o777;
const failure = (code: string) => Object.assign(new Error(`${code}: on purpose`), { code });

/** The disk, with a say in what its files do. */
function filesThat(change: { write?: (bytes: Buffer) => Promise<Buffer> }): Files {
  return {
    ...diskFiles,
    async open(path) {
      const file = await diskFiles.open(path);
      return { ...file, write: async (bytes) => file.write(change.write ? await change.write(bytes) : bytes) };
    },
  };
}

/** Sends requests through a capture; each leaves two lines. */
async function traffic({ capture }: TestCapture): Promise<(body: string) => Promise<void>> {
  const { url, over } = await captureServer(capture, ({ context }: Captured) => context.res.end("ok"));
  return async (body) => {
    await send(url, { body });
    await over.next();
  };
}

async function logged(started: TestCapture, event: string) {
  const found = () => started.log.all.find((line) => line.event === event);
  await until(started, () => found() !== undefined);
  return found();
}

const asked = (lines: readonly Line[]) =>
  lines.filter(({ direction }) => direction === "client_to_turnout").map(({ payload }) => payload);

describe("the file", () => {
  it("is its owner's alone, as are those beside it, whatever they were before", async () => {
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
  ])("is appended to where it ends in %s", async (_, before) => {
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
    "has what was being written once when the process ends, %s of it on the disk",
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

  it("goes by the size of all", async () => {
    const folder = temporaryFolder();
    const file = open(folder, { maxBytes: 20, totalMaxBytes: 50, maxFiles: 9 });
    for (let i = 0; i < 20; i++) await file.append([line(10)]);
    await file.close();
    expect(sizes(folder)).toEqual({ c: 20, "c.1": 20 });
  });

  it("counts what an earlier run has left, and leaves other files alone", async () => {
    const folder = temporaryFolder();
    for (const name of ["c", "c.1", "c.2", "c.3", "c.7", "c.20240101", "c.txt", "c.01"]) {
      writeFileSync(join(folder, name), line(20, name.at(-1)));
    }
    const file = open(folder, { maxBytes: 20, totalMaxBytes: 60, maxFiles: 3 });
    await file.append([line(20)]);
    await file.close();
    expect(Object.keys(sizes(folder)).sort()).toEqual(["c", "c.01", "c.1", "c.2", "c.20240101", "c.txt"]);
  });

  it("loses no line, keeps their order and its limits", async () => {
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

describe("a disk that fails", () => {
  it("is said once, costs no request, and is tried again", async () => {
    let full = true;
    let failures = 0;
    const files = filesThat({
      write: async (bytes) => {
        if (!full) return bytes;
        failures++;
        throw failure("ENOSPC");
      },
    });
    const started = startCapture({}, { files });
    const { log, lines, capture } = started;
    const say = await traffic(started);
    await say("one");
    expect(await logged(started, "capture_failed")).toMatchObject({ level: "warn", code: "ENOSPC" });
    await say("two");
    const tries = failures;
    await until(started, () => failures > tries + 1);
    await say("three");
    full = false;
    expect(await logged(started, "capture_resumed")).toMatchObject({ level: "info", lost: 0 });
    await capture.close();
    expect(log.all).toHaveLength(2);
    expect(asked(lines())).toEqual(["one", "two", "three"]);
  });

  it("in the middle of a line leaves no half of it", async () => {
    let room = 700;
    const files = filesThat({
      write: async (bytes) => {
        if (room === 0) throw failure("ENOSPC");
        const part = bytes.subarray(0, room);
        room -= part.length;
        return part;
      },
    });
    const started = startCapture({}, { files });
    const say = await traffic(started);
    await say("one");
    await logged(started, "capture_failed");
    expect(started.text()).toBe("");
    room = 1e9;
    await started.capture.close();
    expect(asked(started.lines())).toEqual(["one"]);
  });

  it("that is really full", async () => {
    const started = startCapture({ file: "/dev/full" });
    const say = await traffic(started);
    await say("lost");
    expect(await logged(started, "capture_failed")).toMatchObject({ code: "ENOSPC" });
    await say("lost too");
    await started.capture.close();
    expect(started.log.all.at(-1)).toMatchObject({ event: "capture_lost", lost: 4 });
    expect(existsSync("/dev/full")).toBe(true);
  });

  it("whose folder is gone is noticed, and the folder is used again once it is back", async () => {
    const file = join(temporaryFolder(), "mount", "capture.jsonl");
    const started = startCapture({ file });
    const { capture } = started;
    const say = await traffic(started);
    await say("before");
    await until(started, () => existsSync(file) && statSync(file).size > 0);
    rmSync(dirname(file), { recursive: true });
    await say("without");
    expect(await logged(started, "capture_failed")).toMatchObject({ code: "ENOENT" });
    expect(existsSync(dirname(file))).toBe(false);
    mkdirSync(dirname(file));
    expect(await logged(started, "capture_resumed")).toMatchObject({ file });
    await capture.close();
    expect(asked(started.lines())).toEqual(["without"]);
  });

  it("whose folder takes no other file keeps the file to its size, and the entries until it does", async () => {
    let readOnly = true;
    const files: Files = {
      ...diskFiles,
      rename: (from, to) => (readOnly ? Promise.reject(failure("EROFS")) : diskFiles.rename(from, to)),
    };
    const started = startCapture({ maxBytes: 1000 }, { files });
    const say = await traffic(started);
    await say("one");
    await say("two");
    expect(await logged(started, "capture_failed")).toMatchObject({ code: "EROFS" });
    expect(statSync(started.file).size).toBeLessThanOrEqual(1000);
    readOnly = false;
    await logged(started, "capture_resumed");
    await started.capture.close();
    const oldestFirst = readdirSync(started.folder).sort().reverse();
    expect(oldestFirst.length).toBeGreaterThan(1);
    const lines = oldestFirst.flatMap((name) => started.lines(join(started.folder, name)));
    expect(asked(lines)).toEqual(["one", "two"]);
    expect(lines.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
  });

  it("a file that was moved away is begun anew", async () => {
    const started = startCapture();
    const say = await traffic(started);
    await say("old");
    await until(started, () => statSync(started.file).size > 0);
    const moved = `${started.file}-moved`;
    renameSync(started.file, moved);
    await say("new");
    await started.capture.close();
    expect([asked(started.lines(moved)), asked(started.lines())]).toEqual([["old"], ["new"]]);
  });

  it("cannot be opened at the start: said at once, and no reason not to serve", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "a-file", "capture.jsonl");
    writeFileSync(join(folder, "a-file"), "");
    const started = startCapture({ file });
    expect(await logged(started, "capture_failed")).toMatchObject({ file, code: "EEXIST" });
    await (await traffic(started))("served");
    await started.capture.close();
  });
});

describe("more than can be written", () => {
  it("is dropped and counted, said once and in the next entry", async () => {
    const gate = deferred();
    const files = filesThat({ write: (bytes) => gate.promise.then(() => bytes) });
    const started = startCapture({}, { files });
    const { capture, log } = started;
    const chunk = Buffer.alloc(1 << 20, "x");
    const over = deferred();
    const { url } = await captureServer(capture, ({ context: { res } }) => {
      res.writeHead(200, ["content-type", "text/event-stream"]);
      for (let i = 0; i < 24; i++) res.write(chunk);
      res.end();
      res.once("close", () => over.resolve());
    });
    await send(url, { body: "{}" });
    await over.promise;
    expect(log.all.filter(({ event }) => event === "capture_overflow")).toHaveLength(1);
    gate.resolve();
    await until(started, () => started.lines().length >= 10);
    await send(url, { body: '{"later":1}' });
    await capture.close();
    const lines = started.lines();
    const told = lines.filter(({ metadata }) => metadata.lost_before !== undefined);
    expect(told.length).toBeGreaterThan(0);
    expect(told[0]?.metadata.lost_before).toBeGreaterThan(10);
    expect(asked(lines)).toContainEqual({ later: 1 });
    const kept = lines
      .filter(({ payload }) => typeof payload === "string")
      .reduce((sum, { payload }) => sum + String(payload).length, 0);
    expect(kept).toBeGreaterThan(12 << 20);
  });
});
