import { describe, expect, test } from "vitest";
import { gatewayError } from "../../runtime/errors.ts";
import { createRawSink } from "../../runtime/relay/raw-sink.ts";
import { fakeResponse } from "../support/fake-response.ts";

const CUT = gatewayError("upstream_cut", "cut");

describe("raw bytes", () => {
  function raw({ wanted = true } = {}) {
    const fake = fakeResponse();
    let resumed = 0;
    const sink = createRawSink(fake.response, {
      commit: () => wanted,
      sendHead: () => void fake.response.writeHead(200),
      resume() {
        resumed++;
      },
      failed: () => {},
    });
    return Object.assign(fake, { sink, resumed: () => resumed });
  }

  test("are passed on as they come, after the headers", () => {
    const { sink, calls } = raw();
    expect(sink.hasSent).toBe(false);
    expect(sink.write(Buffer.from("a"))).toBe(true);
    expect(sink.hasSent).toBe(true);
    sink.write(Buffer.from("b"));
    expect(sink.end()).toBeNull();
    expect(calls).toEqual(["head 200", "write a", "write b", "end "]);
  });

  test("pause while the client is not reading", () => {
    const fake = raw();
    fake.takes = false;
    expect(fake.sink.write(Buffer.from("a"))).toBe(false);
    expect(fake.resumed()).toBe(0);
    fake.drain();
    expect(fake.resumed()).toBe(1);
  });

  test("without any bytes still have headers", () => {
    const { sink, calls } = raw();
    sink.end();
    expect(calls).toEqual(["head 200", "end "]);
  });

  test("of an attempt that was beaten are not sent, and its upstream is not held up", () => {
    const { sink, calls } = raw({ wanted: false });
    expect([sink.write(Buffer.from("a")), sink.write(Buffer.from("b")), sink.end()]).toEqual([true, true, null]);
    expect([calls, sink.hasSent]).toEqual([[], false]);
  });

  test("of an attempt that failed before them are not sent either", () => {
    const { sink, calls } = raw();
    sink.drop();
    expect([sink.write(Buffer.from("a")), sink.end(), calls]).toEqual([true, null, []]);
  });

  test("are not kept", () => {
    const { sink } = raw();
    sink.write(Buffer.from("a"));
    expect(sink.tail()).toHaveLength(0);
  });

  test("that break off break the connection", () => {
    const { sink, calls } = raw();
    sink.write(Buffer.from("a"));
    sink.fail(CUT);
    expect(calls.at(-1)).toBe("destroy");
  });
});
