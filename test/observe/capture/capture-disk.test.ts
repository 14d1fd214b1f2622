import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { diskFiles, type Files } from "../../../runtime/observe/capture/files.ts";
import { startCapture, temporaryFolder, until } from "../../support/capture.ts";
import { asked, failure, filesThat, logged, traffic } from "../../support/capture-disk.ts";
import { captureServer } from "../../support/capture-traffic.ts";
import { send } from "../../support/client.ts";
import { deferred } from "../../support/deferred.ts";

describe("a disk that fails", () => {
  it("is reported once, fails no request, and is tried again", async () => {
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

  it("in whose folder no other file can be created keeps the file to its size, and the entries until that works", async () => {
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

  it("a file that was moved away is started anew", async () => {
    const started = startCapture();
    const say = await traffic(started);
    await say("old");
    await until(started, () => started.text() !== "");
    const moved = `${started.file}-moved`;
    renameSync(started.file, moved);
    await say("new");
    await started.capture.close();
    expect([asked(started.lines(moved)), asked(started.lines())]).toEqual([["old"], ["new"]]);
  });

  it("that cannot be opened at the start is reported at once, and the server works", async () => {
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
  it("is dropped and counted, reported once and in the next entry", async () => {
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
