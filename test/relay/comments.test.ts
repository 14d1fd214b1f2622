/** Comments to a client that waits, without sockets: who gets them, and that nothing is written to one that has left. */
import { describe, expect, test } from "vitest";
import { KeepAlive } from "../../runtime/relay/keep-alive.ts";
import { bodyOf, createHarness } from "../support/attempt-harness.ts";
import { fakeResponse } from "../support/fake-response.ts";

const COMMENT = "write : keepalive\n\n";

/** A client of a stream that waits, and may get a comment each second. */
function waiting(stream = true) {
  const { clock, contextFor } = createHarness();
  const res = fakeResponse();
  const comments = new KeepAlive(contextFor({}, res), clock, 1000, bodyOf({ model: "m", stream }));
  return { clock, res, comments };
}

describe("a client that waits for a stream", () => {
  test("gets its head and a comment after each interval, and none after the wait", () => {
    const { clock, res, comments } = waiting();
    comments.start();
    comments.start();
    clock.advance(999);
    expect(res.calls).toEqual([]);
    clock.advance(1);
    expect(res.calls).toEqual(["head 200", COMMENT]);
    expect(res.header("content-type")).toContain("text/event-stream");
    clock.advance(2000);
    expect(res.calls).toEqual(["head 200", COMMENT, COMMENT, COMMENT]);
    comments.stop();
    clock.advance(5000);
    expect([res.calls.length, clock.pending]).toEqual([4, 0]);
  });

  test("gets them again in a second wait", () => {
    const { clock, res, comments } = waiting();
    comments.start();
    clock.advance(500);
    comments.stop();
    comments.start();
    clock.advance(999);
    expect(res.calls).toEqual([]);
    clock.advance(1);
    expect(res.calls).toEqual(["head 200", COMMENT]);
  });

  test("gets its head only once", () => {
    const { clock, res, comments } = waiting();
    res.response.writeHead(200);
    comments.start();
    clock.advance(1000);
    expect(res.calls).toEqual(["head 200", COMMENT]);
  });

  test("gets none while it has not read the last, and then again", () => {
    const { clock, res, comments } = waiting();
    const full = (writableNeedDrain: boolean) => Object.assign(res.response, { writableNeedDrain });
    comments.start();
    clock.advance(1000);
    full(true);
    clock.advance(3000);
    expect(res.calls).toEqual(["head 200", COMMENT]);
    full(false);
    clock.advance(1000);
    expect(res.calls).toEqual(["head 200", COMMENT, COMMENT]);
  });

  test.each([
    ["has left", (res: ReturnType<typeof fakeResponse>) => void res.response.destroy()],
    ["has its answer", (res: ReturnType<typeof fakeResponse>) => void res.response.end()],
  ])("gets none once it %s", (_, end) => {
    const { clock, res, comments } = waiting();
    comments.start();
    end(res);
    const before = res.calls.length;
    clock.advance(5000);
    expect([res.calls.length, clock.pending]).toEqual([before, 0]);
  });
});

test("a client that waits for an answer in one piece gets none", () => {
  const { clock, res, comments } = waiting(false);
  comments.start();
  clock.advance(5000);
  expect([res.calls, clock.pending]).toEqual([[], 0]);
});
