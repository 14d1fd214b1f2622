import { describe, expect, test } from "vitest";
import { gatewayError } from "../../runtime/errors.ts";
import { createRawSink } from "../../runtime/relay/raw-sink.ts";
import { fakeResponse } from "../support/fake-response.ts";

const CUT = gatewayError("upstream_cut", "cut");

describe("raw bytes", () => {
  function raw() {
    const fake = fakeResponse();
    let resumed = 0;
    const sink = createRawSink(fake.response, {
      commit: () => true,
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

  test("that break off break the connection", () => {
    const { sink, calls } = raw();
    sink.write(Buffer.from("a"));
    sink.fail(CUT);
    expect(calls.at(-1)).toBe("destroy");
  });
});
