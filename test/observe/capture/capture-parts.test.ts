import { describe, expect, test } from "vitest";
import { recordedHead } from "../../../runtime/observe/capture/recorded-head.ts";
import { TroubleLog } from "../../../runtime/observe/capture/trouble-log.ts";
import { recordedLog } from "../../support/recorded-log.ts";

test.each([
  [["content-type", "Text/Event-Stream; x"], null, false, true],
  [["Content-Type", "application/json", "content-length", "12"], 12, false, false],
  [["content-encoding", "gzip", "content-length", "abc"], null, true, false],
  [["content-encoding", "identity"], null, false, false],
  [[], null, false, false],
])("the headers %j", (headers, length, encoded, events) => {
  const head = recordedHead(200, headers);
  expect(head).toMatchObject({ length, encoded, events, facts: { status: 200, headers } });
  expect(head.facts.omitted).toBe(encoded ? "content-encoding: gzip" : undefined);
});

describe("the log of problems", () => {
  const failure = Object.assign(new Error("no room"), { code: "ENOSPC" });

  test("reports each failure once, and how much was dropped when it is over", () => {
    const log = recordedLog();
    const trouble = new TroubleLog(log, "/c");
    trouble.worked(0);
    trouble.failed(failure, 3);
    trouble.failed(failure, 5);
    expect(trouble.failing).toBe(true);
    trouble.worked(10);
    trouble.worked(12);
    expect(trouble.failing).toBe(false);
    expect(log.lines).toEqual([
      { level: "warn", event: "capture_failed", file: "/c", code: "ENOSPC", message: "no room" },
      { level: "info", event: "capture_resumed", file: "/c", lost: 7 },
    ]);
  });

  test("reports an overflow once until everything is written, and not if a failure explains it", () => {
    const log = recordedLog();
    const trouble = new TroubleLog(log, "/c");
    trouble.overflow();
    trouble.overflow();
    trouble.drained();
    trouble.overflow();
    expect(log.take()).toEqual(["warn capture_overflow", "warn capture_overflow"]);
    trouble.drained();
    trouble.failed(failure, 0);
    trouble.overflow();
    expect(log.take()).toEqual(["warn capture_failed"]);
  });

  test("reports what is lost at the end", () => {
    const log = recordedLog();
    const trouble = new TroubleLog(log, "/c");
    trouble.gaveUp(4);
    trouble.gaveUp(2, failure);
    expect(log.lines).toEqual([
      { level: "warn", event: "capture_lost", file: "/c", lost: 4 },
      { level: "warn", event: "capture_lost", file: "/c", code: "ENOSPC", lost: 2 },
    ]);
  });
});
