import { describe, expect, test } from "vitest";
import type { AnswerHalves } from "../../runtime/protocols/codec.ts";
import type { AnswerSink } from "../../runtime/protocols/model/answer-sink.ts";
import { Bridge } from "../../runtime/relay/bridge.ts";
import { wireAnswers } from "../../runtime/relay/wire-answers.ts";
import { type UpstreamEvents, UpstreamFailure } from "../../runtime/wire/upstream.ts";
import { bodyOf } from "../support/attempt-harness.ts";

/** Halves that meet in a text instead of a sink: each event in brackets, and `[end by close]` once `{"last":true}` has come. */
function halves(): AnswerHalves {
  let text = "";
  let last = false;
  let ended = false;
  const sink = {} as AnswerSink;
  const take = () => {
    const taken = text;
    text = "";
    return taken;
  };
  return {
    encode: {
      stream: () => ({ sink, expect() {}, take: () => Buffer.from(take()) }),
      whole: () => ({ sink, text: take }),
    },
    decode: () => ({
      plainText: () => false,
      endMark: "[DONE]",
      textEvent: { texts: [], numbers: [], strings: [], textOf: () => null },
      textEscaped() {},
      whole(answer) {
        text = JSON.stringify({ translated: answer });
        return answer.good === true;
      },
      skips: () => false,
      event(data, name) {
        last ||= data.last === true;
        if (data.silent !== true) text += `[${name ?? ""}${JSON.stringify(data)}]`;
      },
      end(by) {
        if (!last || ended) return;
        ended = true;
        text += `[end by ${by}]`;
      },
    }),
  };
}

function bridge({ takes = true, stream = false } = {}) {
  const told: string[] = [];
  let aborts = 0;
  const next: UpstreamEvents = {
    onConnect: () => {},
    onHeaders(status) {
      told.push(`head ${status}`);
      return takes;
    },
    onData(chunk) {
      told.push(`data ${chunk.toString()}`);
      return takes;
    },
    onComplete: () => void told.push("complete"),
    onError: (error) => void told.push(`error ${error instanceof UpstreamFailure ? error.kind : "other"}`),
  };
  const it = new Bridge(next, { halves: halves(), body: bodyOf({ model: "m", stream }), wire: wireAnswers });
  it.onConnect(() => {
    aborts++;
  });
  return { it, told, aborts: () => aborts };
}

const SSE = ["content-type", "text/event-stream"];
const JSON_TYPE = ["content-type", "application/json"];

describe("a bridge", () => {
  test("translates complete events, those of one read together, however they are cut", () => {
    const { it, told } = bridge();
    it.onHeaders(200, SSE, () => {});
    it.onData(Buffer.from('event: a\ndata: {"n":1}\n\ndata: {"n":2}\n\nda'));
    it.onData(Buffer.from('ta: {"n":3}\n'));
    it.onData(Buffer.from("\n"));
    it.onComplete();
    expect(told).toEqual(["head 200", 'data [a{"n":1}][{"n":2}]', "data ", 'data [{"n":3}]', "complete"]);
  });

  test("tells the relay that an upstream without output is active", () => {
    const { it, told } = bridge();
    it.onHeaders(200, SSE, () => {});
    it.onData(Buffer.from(': ping\n\ndata: {"silent":true}\n\n'));
    expect(told).toEqual(["head 200", "data "]);
  });

  test("writes the end at [DONE], at the end of the stream, or on silence; once", () => {
    for (const by of ["marker", "close", "silence"]) {
      const { it, told } = bridge();
      it.onHeaders(200, SSE, () => {});
      it.onData(Buffer.from('data: {"last":true}\n\n'));
      if (by === "silence") it.flush();
      if (by === "marker") it.onData(Buffer.from("data: [DONE]\n\n"));
      it.onComplete();
      expect(told.filter((each) => each.includes("[end"))).toEqual([`data [end by ${by}]`]);
    }
  });

  test("takes a last event without its blank line, but not an incomplete one, as the end", () => {
    const whole = bridge();
    whole.it.onHeaders(200, SSE, () => {});
    whole.it.onData(Buffer.from('data: {"last":true}'));
    whole.it.onComplete();
    expect(whole.told).toEqual(["head 200", "data ", 'data [{"last":true}][end by close]', "complete"]);
    const cut = bridge();
    cut.it.onHeaders(200, SSE, () => {});
    cut.it.onData(Buffer.from('data: {"last":true}\n\ndata: {"mo'));
    cut.it.onComplete();
    expect(cut.told).toEqual(["head 200", 'data [{"last":true}]', "complete"]);
  });

  test("ends the attempt at an event that cannot be read, after those before it", () => {
    const { it, told, aborts } = bridge();
    it.onHeaders(200, SSE, () => {});
    it.onData(Buffer.from('data: {"n":1}\n\ndata: {oops\n\ndata: {"n":2}\n\n'));
    it.onData(Buffer.from('data: {"n":3}\n\n'));
    it.onError(new Error("aborted"));
    expect(told).toEqual(["head 200", 'data [{"n":1}]', "error malformed"]);
    expect(aborts()).toBe(1);
  });

  test("translates a whole answer", () => {
    const { it, told } = bridge();
    it.onHeaders(200, JSON_TYPE, () => {});
    it.onData(Buffer.from('{"good":'));
    it.onData(Buffer.from("true}"));
    it.onComplete();
    expect(told).toEqual(["head 200", 'data {"translated":{"good":true}}', "complete"]);
  });

  test("holds a whole answer up to 32 MB, and rejects a larger one", () => {
    const { it, told, aborts } = bridge();
    it.onHeaders(200, JSON_TYPE, () => {});
    const megabyte = Buffer.alloc(1 << 20, " ");
    for (let count = 0; count < 32; count++) it.onData(megabyte);
    expect(told).toEqual(["head 200"]);
    it.onData(Buffer.from(" "));
    it.onData(Buffer.from('{"good":true}'));
    it.onComplete();
    expect(told).toEqual(["head 200", "error protocol"]);
    expect(aborts()).toBe(1);
  });

  test("has no such limit for a stream, nor for what passes unchanged", () => {
    for (const [status, type] of [
      [200, SSE],
      [500, JSON_TYPE],
    ] as const) {
      const { it, told } = bridge();
      it.onHeaders(status, type, () => {});
      const megabyte = Buffer.from(`: ${" ".repeat((1 << 20) - 4)}\n\n`);
      for (let count = 0; count < 33; count++) it.onData(megabyte);
      it.onComplete();
      expect(told.length).toBe(35);
      expect(told.at(-1)).toBe("complete");
    }
  });

  test("leaves to the relay what is no answer", () => {
    const errors = ['{"error":{"message":"m"}}', '{"good":true,"error":"m"}', '{"cut":'];
    for (const body of ['{"x":1}', "[]", "null", "<html>", "OK", "{x}", "", ...errors]) {
      const { it, told } = bridge();
      it.onHeaders(200, JSON_TYPE, () => {});
      it.onData(Buffer.from(body));
      it.onComplete();
      expect(told).toEqual(["head 200", `data ${body}`, "complete"]);
    }
  });

  test("gives a client that asked for a stream the events of a whole answer", () => {
    const { it, told } = bridge({ stream: true });
    it.onHeaders(200, JSON_TYPE, () => {});
    it.onData(Buffer.from('{"good":true}'));
    it.onComplete();
    expect(told).toEqual(["head 200", 'data {"translated":{"good":true}}', "complete"]);
  });

  test("knows events by their first bytes, and an answer that came under their name", () => {
    const events = bridge();
    events.it.onHeaders(200, JSON_TYPE, () => {});
    for (const piece of ["\n", "da", 'ta: {"n":1}\n\n', 'data: {"n":2}\n\n']) events.it.onData(Buffer.from(piece));
    events.it.onComplete();
    expect(events.told).toEqual(["head 200", 'data [{"n":1}]', 'data [{"n":2}]', "complete"]);
    const whole = bridge();
    whole.it.onHeaders(200, SSE, () => {});
    whole.it.onData(Buffer.from('{"good":true}'));
    whole.it.onComplete();
    expect(whole.told).toEqual(["head 200", "data ", 'data {"translated":{"good":true}}', "complete"]);
  });

  test("passes errors unchanged", () => {
    const { it, told } = bridge();
    it.onHeaders(429, JSON_TYPE, () => {});
    it.onData(Buffer.from('{"error":{}}'));
    it.onComplete();
    expect(told).toEqual(["head 429", 'data {"error":{}}', "complete"]);
  });

  test("rejects what it cannot inspect", () => {
    const { it, told, aborts } = bridge();
    it.onHeaders(200, [...JSON_TYPE, "content-encoding", "gzip"], () => {});
    it.onData(Buffer.from("x"));
    it.onComplete();
    expect(told).toEqual(["error protocol"]);
    expect(aborts()).toBe(1);
  });

  test("writes nothing on silence before the end has come, nor after it, nor of an answer in one piece", () => {
    const { it, told } = bridge();
    it.onHeaders(200, SSE, () => {});
    it.onData(Buffer.from('data: {"n":1}\n\n'));
    it.flush();
    it.onData(Buffer.from('data: {"last":true}\n\n'));
    it.onError(new Error("reset"));
    it.flush();
    expect(told).toEqual(["head 200", 'data [{"n":1}]', 'data [{"last":true}]', "error other"]);
    const whole = bridge();
    whole.it.onHeaders(200, JSON_TYPE, () => {});
    whole.it.flush();
    expect(whole.told).toEqual(["head 200"]);
  });

  test("adds nothing to a stream that has no end of its own", () => {
    const { it, told } = bridge();
    it.onHeaders(200, SSE, () => {});
    it.onData(Buffer.from('data: {"n":1}\n\n'));
    it.onComplete();
    expect(told).toEqual(["head 200", 'data [{"n":1}]', "complete"]);
  });

  test("rejects an event above 16 MiB, once, whatever else is wrong", () => {
    for (const before of ["", "data: {oops\n\n"]) {
      const { it, told, aborts } = bridge();
      it.onHeaders(200, SSE, () => {});
      it.onData(Buffer.concat([Buffer.from(before), Buffer.alloc((1 << 24) + 1, "x")]));
      expect([told, aborts()]).toEqual([["head 200", "error malformed"], 1]);
    }
  });

  test("tells of the end of an attempt once", () => {
    const { it, told } = bridge();
    it.onHeaders(200, SSE, () => {});
    it.onError(new UpstreamFailure("connection", "reset"));
    it.onError(new Error("again"));
    it.onComplete();
    expect(told).toEqual(["head 200", "error connection"]);
  });

  test("holds an upstream up only where the relay does", () => {
    for (const takes of [true, false]) {
      const { it } = bridge({ takes });
      expect(it.onHeaders(200, SSE, () => {})).toBe(takes);
      expect(it.onData(Buffer.from('data: {"n":1}\n\n'))).toBe(takes);
      expect(it.onData(Buffer.from("data: {oops\n\n"))).toBe(true);
      expect(it.onData(Buffer.from('data: {"n":1}\n\n'))).toBe(true);
      const whole = bridge({ takes });
      whole.it.onHeaders(200, JSON_TYPE, () => {});
      expect(whole.it.onData(Buffer.from("{}"))).toBe(true);
      const error = bridge({ takes });
      error.it.onHeaders(500, JSON_TYPE, () => {});
      expect(error.it.onData(Buffer.from("{}"))).toBe(takes);
    }
    expect(bridge({ takes: false }).it.onHeaders(200, [...SSE, "content-encoding", "gzip"], () => {})).toBe(true);
  });
});
